import type { LabIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';

interface Props {
  icon: LabIcon;
  title: string;
  children?: ReactNode;
}

/** A quiet page for when there is nothing to list. */
export function Blank({ icon: Icon, title, children }: Props): JSX.Element {
  return (
    <div className="jp-Promote-blank">
      <Icon.react
        tag="span"
        className="jp-Promote-blankIcon"
        width="32px"
        height="32px"
      />
      <p className="jp-Promote-blankTitle">{title}</p>
      {children}
    </div>
  );
}
