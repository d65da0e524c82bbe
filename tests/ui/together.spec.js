// With jupyter-collaboration: two people in one notebook.
const { test, expect, Lab } = require('./lab');

test.use({ kind: 'together' });

const CELLS = [
  'def area(radius):\n    """Its area."""\n    return 3 * radius',
  'area(1)',
  'other = 1'
];

test('what one person promotes the other sees, and both keep their edits', async ({
  lab,
  browser,
  baseURL
}) => {
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  const page = await (await browser.newContext({ baseURL })).newPage();
  const other = new Lab(page, lab.server, lab.folder);
  await page.goto(`/lab/workspaces/other-${lab.folder}/tree/${lab.folder}/circles.ipynb`);
  await page.locator('.jp-NotebookPanel:visible .jp-Cell').first().waitFor();
  await expect.poll(() => other.sources()).toEqual(CELLS);

  await lab.refactor();
  await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  await expect
    .poll(() => other.sources())
    .toEqual(['from churn.utils import area', CELLS[1], CELLS[2]]);

  await other.edit(2, 'other = 2');
  await expect.poll(async () => (await lab.sources())[2]).toBe('other = 2');
  await lab.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => other.sources()).toEqual([CELLS[0], CELLS[1], 'other = 2']);
  await expect(lab.page.locator('.jp-Dialog')).toHaveCount(0);
  await expect(page.locator('.jp-Dialog')).toHaveCount(0);
});
