import type { TranslationBundle } from '@jupyterlab/translation';

interface Props {
  cells: readonly string[];
  positions: ReadonlyMap<string, number>;
  onJump(cell: string): void;
  trans: TranslationBundle;
}

/** The cells that something is about; a click goes there. */
export function Chips({ cells, positions, onJump, trans }: Props): JSX.Element {
  return (
    <span className="jp-Promote-chips">
      {cells.map(cell => {
        const position = positions.get(cell);
        return position === undefined ? null : (
          <button
            key={cell}
            type="button"
            className="jp-Promote-chip"
            title={trans.__('Go to cell %1', position + 1)}
            aria-label={trans.__('Go to cell %1', position + 1)}
            onClick={() => onJump(cell)}
          >
            {position + 1}
          </button>
        );
      })}
    </span>
  );
}
