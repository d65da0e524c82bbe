import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { isUnreachable } from './client';
import type { Promotion } from './promotion';
import { Failure } from './tokens';

interface Acts {
  undo(): void;
  /** Null where nothing is to be asked. */
  install: (() => void) | null;
  /** Null where there is nothing to offer, or the panel offers it. */
  move: (() => void) | null;
  open(path: string): void;
}

/** So many names are told one by one. */
const FEW = 3;

/** How long a notification that offers to undo stays, in milliseconds. */
const LONG = 12000;

/** Says what was promoted, and offers to take it back and to look at it. */
export function announcePromotion(
  promotion: Promotion,
  acts: Acts,
  trans: TranslationBundle
): void {
  const { applied } = promotion.applied;
  const names = applied.map(({ name }) => name);
  const where = [...new Set(applied.map(({ module }) => `${module}.py`))].join(', ');
  const message =
    names.length === 1
      ? trans.__('%1 is now in %2.', names[0], where)
      : names.length <= FEW
        ? trans.__('%1 are now in %2.', names.join(', '), where)
        : trans.__('%1 functions are now in %2.', names.length, where);
  Notification.success(message, {
    autoClose: LONG,
    actions: actionsOf(promotion, acts, trans)
  });
}

function actionsOf(
  promotion: Promotion,
  acts: Acts,
  trans: TranslationBundle
): Notification.IAction[] {
  const { undo, open, install, move } = acts;
  const module = moduleFile(promotion);
  const openModule = module === null ? null : () => open(module);
  const actions: [string, string, (() => void) | null][] = [
    [trans.__('Undo'), trans.__('Take back both sides'), undo],
    [trans.__('Open module'), '', openModule],
    [
      trans.__('Install'),
      trans.__('Import it also after a restart of the kernel, now and from now on'),
      install
    ],
    [trans.__('Move…'), trans.__('Move this notebook out of the way'), move]
  ];
  return actions.flatMap(([label, caption, callback]) =>
    callback === null ? [] : [{ label, caption, callback }]
  );
}

/** Says why something was not done. */
export function announceFailure(reason: unknown, trans: TranslationBundle): void {
  if (reason instanceof Failure) {
    const text = isUnreachable(reason)
      ? trans.__('The server does not answer.')
      : reason.message;
    Notification.warning(text, { autoClose: LONG });
  } else {
    Notification.error(String(reason), { autoClose: LONG });
  }
}

/** The file of the first promoted function, relative to the server's root. */
function moduleFile({ applied }: Promotion): string | null {
  const module = applied.applied[0]?.module.replaceAll('.', '/');
  const file = applied.files.find(file => file.endsWith(`/${module}.py`));
  return file ? PathExt.join(applied.project, file) : null;
}
