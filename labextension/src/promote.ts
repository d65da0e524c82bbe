import type { TranslationBundle } from '@jupyterlab/translation';
import { Token } from '@lumino/coreutils';

import type { Models } from './models';
import type { Server } from './tokens';

/** What the plugins of this extension share. */
export interface IPromote {
  readonly models: Models;
  readonly server: Server;
  readonly trans: TranslationBundle;
  /** Promotes what the cells of the notebook in front hold; null leaves the module to the server. */
  promoteCells(cells: readonly string[], module: string | null): Promise<void>;
  /** Says why something was not done. */
  report(reason: unknown): void;
}

export const IPromote = new Token<IPromote>(
  'jupyterlab-promote:IPromote',
  'The models of the open notebooks and the way to the server.'
);
