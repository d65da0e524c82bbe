import { ReactWidget } from '@jupyterlab/ui-components';
import type { Drag } from '@lumino/dragdrop';
import type { Message } from '@lumino/messaging';
import { Poll } from '@lumino/polling';

import { FunctionList } from './components/FunctionList';
import { functionsIcon } from './icons';
import type { IPromote } from './promote';
import { Failure, SIDEBAR_ID } from './tokens';
import type { Definition, Module, PackageContents, Project } from './wire';

interface Acts {
  open(project: Project, module: Module, line: number): void;
  insert(project: Project, module: Module, definition: Definition): void;
}

/** How often the disk is asked while the list is in sight. */
const PERIOD = 4000;
/** What a notebook puts into a drag: the widgets of the dragged cells. */
const DRAGGED_CELLS = 'internal:cells';

/** The left-hand list of what the project's package holds; it follows the disk. */
export class FunctionsPanel extends ReactWidget {
  constructor(
    private readonly promote: IPromote,
    private readonly acts: Acts
  ) {
    super();
    this.id = SIDEBAR_ID;
    this.addClass('jp-Promote');
    this.title.icon = functionsIcon;
    const { models, trans } = promote;
    this.title.caption = trans.__('Promoted functions');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Promoted functions'));
    models.currentChanged.connect(this.refresh, this);
    this.#poll = new Poll({
      factory: () => this.read(),
      frequency: { interval: PERIOD, backoff: true },
      standby: () => !this.isVisible || document.hidden,
      name: 'jupyterlab-promote:functions'
    });
  }

  override dispose(): void {
    this.promote.models.currentChanged.disconnect(this.refresh, this);
    this.#poll.dispose();
    super.dispose();
  }

  /** Reads the package again. */
  refresh(): void {
    if (this.isVisible) {
      void this.#poll.refresh();
    }
  }

  handleEvent(event: Event): void {
    switch (event.type) {
      case 'lm-dragenter':
      case 'lm-dragover':
        this.onDragOver(event as Drag.Event);
        break;
      case 'lm-dragleave':
        this.mark(null);
        break;
      case 'lm-drop':
        this.onDrop(event as Drag.Event);
        break;
    }
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    DRAG_EVENTS.forEach(name => this.node.addEventListener(name, this));
  }

  protected override onBeforeDetach(message: Message): void {
    DRAG_EVENTS.forEach(name => this.node.removeEventListener(name, this));
    super.onBeforeDetach(message);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.refresh();
  }

  protected override render(): JSX.Element {
    const { acts } = this;
    const contents = this.#contents;
    return (
      <FunctionList
        contents={contents}
        failure={this.#failure}
        trans={this.promote.trans}
        onOpen={(module, line) => contents && acts.open(contents.project, module, line)}
        onInsert={(module, definition) =>
          contents && acts.insert(contents.project, module, definition)
        }
      />
    );
  }

  private async read(): Promise<void> {
    const before = JSON.stringify([this.#contents, this.#failure]);
    try {
      const { server, models } = this.promote;
      const path = models.current?.document.path;
      this.#contents =
        path === undefined ? this.#contents : await server.contents(path);
      this.#failure = '';
    } catch (reason) {
      this.#failure = reason instanceof Failure ? reason.message : String(reason);
    }
    if (before !== JSON.stringify([this.#contents, this.#failure])) {
      this.update();
    }
  }

  private onDragOver(event: Drag.Event): void {
    const section = sectionAt(event);
    this.mark(section);
    if (section && event.mimeData.hasData(DRAGGED_CELLS)) {
      event.preventDefault();
      event.stopPropagation();
      event.dropAction = 'copy';
    }
  }

  private onDrop(event: Drag.Event): void {
    const module = sectionAt(event)?.dataset.module;
    this.mark(null);
    if (module && event.mimeData.hasData(DRAGGED_CELLS)) {
      event.preventDefault();
      event.stopPropagation();
      event.dropAction = 'copy';
      const cells = event.mimeData.getData(DRAGGED_CELLS) as {
        model: { id: string };
      }[];
      void this.promote.promoteCells(
        cells.map(cell => cell.model.id),
        module
      );
    }
  }

  private mark(section: HTMLElement | null): void {
    this.node
      .querySelectorAll('.jp-mod-drop')
      .forEach(node => node.classList.remove('jp-mod-drop'));
    section?.classList.add('jp-mod-drop');
  }

  #contents: PackageContents | null = null;
  #failure = '';
  #poll: Poll;
}

const DRAG_EVENTS = ['lm-dragenter', 'lm-dragleave', 'lm-dragover', 'lm-drop'];

function sectionAt(event: Drag.Event): HTMLElement | null {
  return (event.target as HTMLElement).closest<HTMLElement>('section[data-module]');
}
