// With jupyter-collaboration: a shared notebook moves, for both who are in it, and comes back.
const { test, expect, Lab } = require('./lab');

test.use({ kind: 'together' });

const CELLS = ['print(1)', 'def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)'];

test('a shared notebook moves and comes back', async ({ lab, browser, baseURL }) => {
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  const page = await (await browser.newContext({ baseURL })).newPage();
  const other = new Lab(page, lab.server, lab.folder);
  await page.goto(`/lab/workspaces/other-${lab.folder}/tree/${lab.folder}/circles.ipynb`);
  await other.ready();
  await lab.refactor();
  await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await lab.panel.getByRole('button', { name: 'Move', exact: true }).click();
  const moved = () => lab.read('exploration/circles.ipynb');
  await expect(async () => expect(moved()).toContain('os.chdir')).toPass();
  await expect.poll(async () => (await other.sources())[0]).toContain('os.chdir');

  await other.edit(3, 'area(2)');
  await expect(async () => expect(moved()).toContain('area(2)')).toPass();
  await lab.run('promote:undo');
  await expect(async () => expect(lab.read('circles.ipynb')).not.toContain('os.chdir')).toPass();
  expect(moved).toThrow();
  expect((await lab.sources())[2]).toBe('area(2)');
  await expect.poll(async () => (await other.sources())[2]).toBe('area(2)');
  await page.close();
  await expect(lab.page.locator('.jp-Dialog')).toHaveCount(0);
});
