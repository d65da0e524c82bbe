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
  const module = moduleFile(promotion);
  Notification.success(message, {
    autoClose: LONG,
    actions: [
      { label: trans.__('Undo'), callback: () => acts.undo() },
      ...(module
        ? [{ label: trans.__('Open module'), callback: () => acts.open(module) }]
        : []),
      ...(acts.install
        ? [
            {
              label: trans.__('Install'),
              caption: trans.__(
                'Import it also after a restart of the kernel, now and from now on'
              ),
              callback: acts.install
            }
          ]
        : [])
    ]
  });
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
