import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownIcon, caretRightIcon, searchIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';

import { functionsIcon, insertIcon } from '../icons';
import type { Definition, Module, PackageContents } from '../wire';
import { Blank } from './Blank';
import { Signature } from './ProposalRow';

export interface FunctionListProps {
  contents: PackageContents | null;
  /** A sentence where the package could not be read. */
  failure: string;
  trans: TranslationBundle;
  onOpen(module: Module, line: number): void;
  onInsert(module: Module, definition: Definition): void;
}

/** The functions and classes of the project's package, and a filter above them. */
export function FunctionList(props: FunctionListProps): JSX.Element {
  const { contents, trans } = props;
  const [filter, setFilter] = useState('');
  const modules = contents ? matching(contents.modules, filter) : [];
  return (
    <div className="jp-Promote-view">
      <div className="jp-Promote-header">
        <h2>
          {contents?.project.exists ? contents.project.package : trans.__('Functions')}
        </h2>
      </div>
      <div className="jp-Promote-search">
        <searchIcon.react tag="span" />
        <input
          type="search"
          value={filter}
          placeholder={trans.__('Filter')}
          aria-label={trans.__('Filter the functions')}
          onChange={event => setFilter(event.target.value)}
        />
      </div>
      <div className="jp-Promote-body">
        {modules.map(module => (
          <ModuleSection key={module.path} {...props} module={module} />
        ))}
        {modules.length === 0 && <Empty {...props} filter={filter} />}
      </div>
    </div>
  );
}

function Empty(props: FunctionListProps & { filter: string }): JSX.Element | null {
  const { contents, failure, filter, trans } = props;
  if (failure !== '') {
    return <Blank icon={functionsIcon} title={failure} />;
  }
  if (contents === null) {
    return null;
  }
  return filter === '' ? (
    <Blank icon={functionsIcon} title={trans.__('No functions yet')}>
      <p>{trans.__('What you promote from a notebook is listed here.')}</p>
    </Blank>
  ) : (
    <Blank icon={functionsIcon} title={trans.__('Nothing matches “%1”', filter)} />
  );
}

function ModuleSection(props: FunctionListProps & { module: Module }): JSX.Element {
  const { module, trans } = props;
  const [isOpen, setOpen] = useState(true);
  const Caret = isOpen ? caretDownIcon : caretRightIcon;
  return (
    <section data-module={module.name} aria-label={trans.__('Module %1', module.name)}>
      <h3 className="jp-Promote-module">
        <button
          type="button"
          aria-expanded={isOpen}
          title={module.doc || module.path}
          onClick={() => setOpen(!isOpen)}
        >
          <Caret.react tag="span" className="jp-Promote-caret" />
          <span>{`${module.name.replaceAll('.', '/')}.py`}</span>
          <span className="jp-Promote-count">{module.definitions.length}</span>
        </button>
      </h3>
      <p className="jp-Promote-drop" aria-hidden="true">
        {trans.__('Promote here')}
      </p>
      {isOpen && (
        <ul className="jp-Promote-rows">
          {module.definitions.map(definition => (
            <DefinitionRow key={definition.name} {...props} definition={definition} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DefinitionRow(
  props: FunctionListProps & { module: Module; definition: Definition }
): JSX.Element {
  const { module, definition, trans } = props;
  const { used_in: notebooks } = definition;
  return (
    <li className="jp-Promote-definition">
      <button
        type="button"
        className="jp-Promote-title"
        title={trans.__('Open %1 at line %2', module.path, definition.line)}
        onClick={() => props.onOpen(module, definition.line)}
      >
        <Signature text={definition.signature} />
        {definition.doc && <span className="jp-Promote-reason">{definition.doc}</span>}
        {notebooks.length > 0 && (
          <span className="jp-Promote-used" title={notebooks.join('\n')}>
            {trans._n('Used in %1 notebook', 'Used in %1 notebooks', notebooks.length)}
          </span>
        )}
      </button>
      <button
        type="button"
        className="jp-Promote-iconButton"
        title={trans.__('Insert import and call')}
        aria-label={trans.__('Insert import and call of %1', definition.name)}
        onClick={() => props.onInsert(module, definition)}
      >
        <insertIcon.react tag="span" />
      </button>
    </li>
  );
}

function matching(modules: readonly Module[], filter: string): Module[] {
  const wanted = filter.trim().toLowerCase();
  return modules
    .map(module => ({
      ...module,
      definitions: module.definitions.filter(({ name, doc }) =>
        `${module.name}.${name} ${doc}`.toLowerCase().includes(wanted)
      )
    }))
    .filter(module => wanted === '' || module.definitions.length > 0);
}
