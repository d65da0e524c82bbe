import type { TranslationBundle } from '@jupyterlab/translation';

import { nameFault } from '../choices';
import type { Target } from '../tokens';
import type { FileDiff, Project } from '../wire';
import { Field } from './Field';

interface Props {
  project: Project;
  /** What the first promotion would create; null until it is known. */
  files: readonly FileDiff[] | null;
  onChange(target: Target): void;
  trans: TranslationBundle;
}

/** Where there is no project yet: its name, its place and the files that it begins with. */
export function ProjectForm({ project, files, onChange, trans }: Props): JSX.Element {
  const place = project.root || '.';
  return (
    <section className="jp-Promote-offer" aria-label={trans.__('New package')}>
      <h3>{trans.__('New package')}</h3>
      <p className="jp-Promote-hint">
        {trans.__(
          'There is no pyproject.toml above this notebook: one is made with the first promotion.'
        )}
      </p>
      <div className="jp-Promote-form">
        <Field
          label={trans.__('Package')}
          value={project.package}
          fault={name =>
            nameFault(name) ? trans.__('This is no name for a package.') : ''
          }
          onCommit={name => onChange({ into: place, package: name })}
        />
        <Field
          label={trans.__('Folder')}
          value={place}
          fault={folder =>
            folder.startsWith('/') || folder.split('/').includes('..')
              ? trans.__('Only a folder below the server’s own.')
              : ''
          }
          onCommit={folder => onChange({ into: folder, package: project.package })}
        />
      </div>
      <details>
        <summary>
          {files
            ? trans._n('%1 file to begin with', '%1 files to begin with', files.length)
            : trans.__('Files to begin with')}
        </summary>
        {files?.map(({ path, after }) => (
          <section key={path}>
            <h4 className="jp-Promote-path">{path}</h4>
            {after && <pre tabIndex={0}>{after}</pre>}
          </section>
        ))}
      </details>
    </section>
  );
}
