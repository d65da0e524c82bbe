const { test, expect } = require('./lab');

test('the button lists what could be promoted', async ({ lab }) => {
  lab.example();
  await lab.open('Untitled.ipynb');
  await lab.refactor();
  await expect(lab.panel.getByRole('checkbox', { name: /^Promote / }).first()).toBeVisible();
  await lab.shot('list');
});

test('a chip scrolls to its cell and marks it', async ({ lab }) => {
  lab.project();
  const filler = Array.from({ length: 60 }, (_, at) => `x${at} = ${at}\nprint(x${at})`);
  lab.notebook('long.ipynb', [...filler, 'def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)']);
  await lab.open('long.ipynb');
  await lab.refactor();
  const cell = lab.page.locator('.jp-Cell').filter({ hasText: 'def area' });
  await expect(cell).not.toBeInViewport();
  await lab.panel.getByRole('button', { name: 'Go to cell 61' }).click();
  await expect(cell).toBeInViewport();
  await expect(cell).toHaveClass(/jp-Promote-marked/);
  await expect(cell).toHaveClass(/jp-mod-active/);
  await expect(cell).not.toHaveClass(/jp-Promote-marked/);
});

test('changes stand side by side in one tab, which goes with the notebook', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', ['def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)']);
  await lab.open('circles.ipynb');
  await lab.refactor();
  for (let again = 0; again < 2; again++) {
    await lab.panel.getByRole('button', { name: /^Show changes/ }).click();
    await expect(page.locator('.jp-Promote-tab .cm-mergeView')).toHaveCount(2);
  }
  await lab.shot('side-by-side');
  await expect(page.getByRole('tab', { name: 'Changes' })).toHaveCount(1);
  await lab.panel.getByRole('checkbox', { name: 'Promote area' }).click();
  await expect(page.locator('.jp-Promote-tab').getByText('No changes')).toBeVisible();
  await lab.run('docmanager:save-all');
  await page.evaluate(() => {
    const [notebook] = window.jupyterapp.shell.widgets('main');
    notebook.close();
  });
  await expect(page.getByRole('tab', { name: 'Changes' })).toHaveCount(0);
});
