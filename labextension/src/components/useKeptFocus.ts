import { FocusEvent, HTMLAttributes, RefObject, useEffect, useRef } from 'react';

type Props = HTMLAttributes<HTMLDivElement> & { ref: RefObject<HTMLDivElement> };

/** Props for a view that takes the focus when what had it goes, so that a keyboard is never lost. */
export function useKeptFocus(): Props {
  const view = useRef<HTMLDivElement>(null);
  const had = useRef(false);
  useEffect(() => {
    if (had.current && document.activeElement === document.body) {
      view.current?.focus();
    }
  });
  return {
    ref: view,
    tabIndex: -1,
    onFocus: () => {
      had.current = true;
    },
    onBlur: ({ target, relatedTarget }: FocusEvent) => {
      const wentByItself = !target.isConnected || target.matches(':disabled');
      had.current = relatedTarget === null && wentByItself;
    }
  };
}
