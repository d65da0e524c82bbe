// What the specs share: a fresh folder for each test, and JupyterLab opened on a notebook in it.
const base = require('@playwright/test');
const { cpSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { Server } = require('./server');

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
let count = 0;

/** Chrome's line for a reply that says: this has changed meanwhile; JupyterLab's for a notebook closed early. */
const NOT_OURS = /status of 409|Could not restore the debugger state/;

/** A notebook of code cells; texts that begin with `# %% md` are markdown. */
function notebookOf(sources, language = 'python', kernel = language === 'python' ? 'python3' : language) {
  return {
    cells: sources.map((source, at) => {
      const id = `cell-${at}`;
      return source.startsWith('# %% md')
        ? { cell_type: 'markdown', id, metadata: {}, source: source.slice(8) }
        : { cell_type: 'code', id, metadata: {}, source, outputs: [], execution_count: null };
    }),
    metadata: {
      kernelspec: { name: kernel, display_name: kernel, language },
      language_info: { name: language }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
}

class Lab {
  constructor(page, server, folder = `t${count++}`) {
    this.page = page;
    this.server = server;
    this.folder = folder;
    this.root = path.join(server.root, folder);
    mkdirSync(this.root, { recursive: true });
    this.faults = [];
    this.forgiven = false;
    page.on('pageerror', error => this.faults.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error' && !NOT_OURS.test(message.text())) {
        this.faults.push(message.text());
      }
    });
  }

  write(name, text) {
    mkdirSync(path.dirname(path.join(this.root, name)), { recursive: true });
    writeFileSync(path.join(this.root, name), text);
  }

  /** A project that is there already, so that its form stays away. */
  project(name = 'churn') {
    this.write('pyproject.toml', `[project]\nname = "${name}"\nversion = "0.1.0"\ndependencies = []\n`);
    this.write(`src/${name}/__init__.py`, '');
  }

  notebook(name, sources, language, kernel) {
    this.write(name, JSON.stringify(notebookOf(sources, language, kernel), null, 1));
  }

  example() {
    cpSync(EXAMPLES, this.root, { recursive: true });
  }

  async open(name) {
    await this.page.goto(`/lab/workspaces/${this.folder}/tree/${this.folder}/${name}`);
    await this.ready();
  }

  /** Until the notebook in front is all there. */
  async ready() {
    await this.page.locator('.jp-NotebookPanel:visible .jp-Cell:visible').first().waitFor();
    await this.page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
    await this.page.evaluate(() => window.jupyterapp.shell.currentWidget.context.ready);
  }

  /** Until the server knows a layout that says `text`, which the browser tells it a while later. */
  async remembered(text) {
    const layout = async () =>
      JSON.stringify(await (await this.page.request.get(`/lab/api/workspaces/${this.folder}`)).json());
    await base.expect.poll(layout).toContain(text);
  }

  /** Changes settings of ours as the settings editor does; the next test begins with the defaults again. */
  set(settings) {
    return this.page.evaluate(async wanted => {
      // Nothing public leads to another plugin's service; JupyterLab's own tests go this way.
      const { service } = window.jupyterapp.pluginRegistry._plugins.get('@jupyterlab/apputils-extension:settings');
      for (const [key, value] of Object.entries(wanted)) {
        await service.set('jupyterlab-promote:plugin', key, value);
      }
    }, settings);
  }

  /** The server was away: the browser's own lines about it in the console are no fault of ours. */
  forgive() {
    this.forgiven = true;
  }

  /** The text of a file as it is on the disk. */
  read(name) {
    return readFileSync(path.join(this.root, name), 'utf8');
  }

  /** Closes the dialog that asks which kernel to take. */
  async withoutKernel() {
    await this.page.locator('.jp-Dialog').getByText('No Kernel', { exact: true }).last().click();
  }

  run(command, args = {}) {
    return this.page.evaluate(
      ([id, values]) => window.jupyterapp.commands.execute(id, values).then(() => null),
      [command, args]
    );
  }

  /** Starts a command that waits for an answer. */
  start(command) {
    return this.page.evaluate(id => void window.jupyterapp.commands.execute(id), command);
  }

  /** Until the notebook's kernel has answered. */
  async kernel() {
    await this.page.waitForFunction(
      () => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.info
    );
  }

  /** The sources of the notebook in front, as the browser has them. */
  sources() {
    return this.page.evaluate(() => {
      const { content } = window.jupyterapp.shell.currentWidget;
      return content.model.sharedModel.cells.map(cell => cell.getSource());
    });
  }

  /** Types another source into a cell of the notebook in front, as the shared model sees it. */
  edit(index, source) {
    return this.page.evaluate(
      ([at, text]) => {
        const { content } = window.jupyterapp.shell.currentWidget;
        const cell = content.model.sharedModel.getCell(at);
        cell.updateSource(0, cell.getSource().length, text);
      },
      [index, source]
    );
  }

  cell(index) {
    return this.page.locator('.jp-NotebookPanel:visible .jp-Cell').nth(index);
  }

  async runCell(index) {
    await this.kernel();
    await this.page.evaluate(at => {
      const { content } = window.jupyterapp.shell.currentWidget;
      content.deselectAll();
      content.activeCellIndex = at;
    }, index);
    await this.run('notebook:run-cell');
  }

  output(index) {
    return this.cell(index).locator('.jp-OutputArea-output');
  }

  async restartKernel() {
    await this.page.evaluate(() =>
      window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()
    );
  }

  get panel() {
    return this.page.locator('#jp-promote-panel');
  }

  get again() {
    return this.panel.getByRole('button', { name: 'Read the notebook again' });
  }

  get promote() {
    return this.panel.getByRole('button', { name: /^Promote \d+ function/ });
  }

  get functions() {
    return this.page.locator('#jp-promote-functions');
  }

  refactor() {
    return this.page.locator('[data-jp-item-name="promote-refactor"]:visible').click();
  }

  /** Another look; waits until the editors have it too. */
  async theme(name) {
    await this.run('apputils:change-theme', { theme: name });
    await this.page
      .locator(`body[data-jp-theme-name="${name}"]`)
      .waitFor({ state: 'attached' });
    await this.page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
  }

  shot(name) {
    return this.page.screenshot({ path: path.join(__dirname, 'screenshots', `${name}.png`) });
  }
}

const test = base.test.extend({
  kind: ['lab', { option: true, scope: 'worker' }],
  server: [
    async ({ kind }, use) => {
      const server = new Server(kind);
      await server.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 }
  ],
  baseURL: ({ server }, use) => use(server.url),
  lab: async ({ page, server }, use) => {
    const lab = new Lab(page, server);
    await use(lab);
    await page.close();
    await server.forget();
    base.expect(lab.forgiven ? [] : lab.faults, 'nothing in the console').toEqual([]);
  }
});

module.exports = { test, expect: base.expect, Lab, notebookOf };
