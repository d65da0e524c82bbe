const { test, expect } = require('./lab');

test('nothing to propose', async ({ lab }) => {
  lab.project();
  lab.notebook('short.ipynb', ['x = 1', 'x']);
  await lab.open('short.ipynb');
  await lab.refactor();
  await expect(lab.panel.getByText('Nothing to promote')).toBeVisible();
});

test('a cell that is no Python, and the rest that is', async ({ lab, page }) => {
  lab.project();
  lab.notebook('broken.ipynb', [
    'def area(radius):\n    """Its area."""\n    return 3.14 * radius ** 2',
    'x = (1,\ny = 2',
    'area(2)'
  ]);
  await lab.open('broken.ipynb');
  await lab.refactor();
  await expect(lab.panel.getByText(/^Line 1: /)).toBeVisible();
  await expect(lab.panel.getByText('area(radius)')).toBeVisible();
  await lab.panel.getByRole('button', { name: 'Go to cell 2' }).click();
  await expect(lab.cell(1)).toHaveClass(/jp-mod-active/);
  await lab.shot('broken');
});

test('a notebook in another language', async ({ lab }) => {
  lab.notebook('julia.ipynb', ['x = 1'], 'julia');
  await lab.open('julia.ipynb');
  await lab.withoutKernel();
  await lab.run('promote:open');
  await expect(lab.panel.getByText('This notebook is not in Python')).toBeVisible();
});

test('no notebook', async ({ lab, page }) => {
  await page.goto(`/lab/workspaces/${lab.folder}/tree/${lab.folder}`);
  await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
  await page.evaluate(() => window.jupyterapp.restored.then(() => null));
  await page.evaluate(() => window.jupyterapp.shell.activateById('jp-promote-panel'));
  await expect(lab.panel.getByText('No notebook is open')).toBeVisible();
  await page.evaluate(() => window.jupyterapp.shell.activateById('jp-promote-functions'));
  await expect(lab.functions).toBeVisible();
  await lab.shot('no-notebook');
});

test('the panel survives a reload', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', ['def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)']);
  await lab.open('circles.ipynb');
  await lab.refactor();
  await expect(lab.panel.getByText('area(radius)')).toBeVisible();
  await lab.remembered('"current":"jp-promote-panel"');
  await page.goto(`/lab/workspaces/${lab.folder}`);
  await expect(lab.panel.getByText('area(radius)')).toBeVisible();
});

test('promotion can be taken back after a reload', async ({ lab, page }) => {
  lab.project();
  const cells = ['def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)'];
  lab.notebook('circles.ipynb', cells);
  await lab.open('circles.ipynb');
  await lab.refactor();
  await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  await expect(page.getByText(/area is now in/)).toBeVisible();
  await expect.poll(() => lab.read('circles.ipynb')).toContain('from churn');
  await lab.open('circles.ipynb');
  expect((await lab.sources())[0]).toMatch(/^from churn/);
  await lab.run('promote:undo');
  await expect.poll(() => lab.sources()).toEqual(cells);
});
