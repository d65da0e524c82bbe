import type { Extension } from '@codemirror/state';
import type {
  IEditorLanguageRegistry,
  IEditorThemeRegistry
} from '@jupyterlab/codemirror';

/** The editors' own theme and Python highlighting, so that a diff looks like a cell. */
export async function lookOf(
  themes: IEditorThemeRegistry,
  languages: IEditorLanguageRegistry
): Promise<Extension> {
  const python = await languages.getLanguage('python');
  return [themes.getTheme('jupyter'), python?.support ?? []];
}
