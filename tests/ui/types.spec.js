const { test, expect } = require('./lab');

const CELLS = [
  'from beside import load\nsizes = load()',
  '# Measure the sizes\ntotal = 0\nfor size in sizes:\n    total += size\nmean = total / len(sizes)\ntop = max(sizes)\nprint(mean, top)',
  'print(mean, top)',
  'import time\ntime.sleep(60)'
];

test('types come from the kernel, also while a cell runs', async ({ lab, page }) => {
  lab.project();
  lab.write('beside.py', 'def load():\n    return [1, 2, 3]\n');
  lab.notebook('sizes.ipynb', CELLS);
  await lab.open('sizes.ipynb');
  await lab.refactor();
  const typed = lab.panel.getByText('sizes: list');
  await expect(lab.panel.getByText(/\(sizes\)/)).toBeVisible();
  await lab.runCell(0);
  await expect(typed).toBeVisible();
  await page.evaluate(() => {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = 3;
  });
  await lab.start('notebook:run-cell');
  await expect(lab.cell(3).locator('.jp-InputPrompt')).toHaveText('[*]:');
  for (let again = 0; again < 3; again++) {
    await lab.panel.getByRole('button', { name: 'Read the notebook again' }).click();
    await expect(lab.panel.getByRole('button', { name: 'Read the notebook again' })).toBeVisible();
    await expect(typed).toBeVisible();
  }
  await expect(lab.cell(3).locator('.jp-InputPrompt')).toHaveText('[*]:');
});
