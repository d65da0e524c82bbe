const { existsSync, readFileSync, readdirSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const CELLS = [
  'import math',
  'def area(radius):\n    """The area of a circle."""\n    return math.pi * radius ** 2',
  'print(round(area(2), 2))',
  'total = area(1) + area(3)\ntotal'
];

test('list, diff, promote, use in the next cell, undo', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  const before = readFileSync(path.join(lab.root, 'pyproject.toml'), 'utf8');
  await lab.open('circles.ipynb');
  await lab.runCell(0);
  await lab.runCell(1);
  await lab.refactor();
  await lab.panel.getByRole('button', { name: /^area\(/ }).click();
  await expect(lab.panel.locator('.cm-deletedLine').first()).toBeVisible();
  await expect(lab.panel.getByText(/^src\/churn\/.*\.py$/)).toBeVisible();
  await lab.shot('opened');

  await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  await expect(page.getByText(/area is now in/)).toBeVisible();
  await lab.shot('promoted');
  const [, replaced] = await lab.sources();
  expect(replaced).toMatch(/^from churn\.(\w+) import area$/);
  const module = replaced.match(/churn\.(\w+)/)[1];
  const file = path.join(lab.root, 'src', 'churn', `${module}.py`);
  expect(readFileSync(file, 'utf8')).toContain('def area(radius):');

  await lab.runCell(1);
  await lab.runCell(2);
  await expect(lab.cell(2).locator('.jp-OutputArea-output')).toHaveText('12.57');

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => lab.sources()).toEqual(CELLS);
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(path.join(lab.root, 'pyproject.toml'), 'utf8')).toBe(before);
  await expect(page.locator('.jp-Dialog')).toHaveCount(0);
});

test('an open module follows, and its unsaved edits are kept', async ({ lab, page }) => {
  lab.project();
  lab.write('src/churn/utils.py', '"""Tools."""\n');
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.run('docmanager:open', { path: `${lab.folder}/src/churn/utils.py` });
  await page.locator('.jp-FileEditor .cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('PRECISION = 2\n');
  await page.getByRole('tab', { name: /circles\.ipynb/ }).first().click();
  await lab.refactor();
  await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  const again = lab.panel.getByText('The notebook has changed meanwhile.');
  const done = page.getByText(/area is now in/);
  await expect(again.or(done)).toBeVisible();
  if (await again.isVisible()) {
    await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  }
  await expect(done).toBeVisible();
  const text = readFileSync(path.join(lab.root, 'src/churn/utils.py'), 'utf8');
  expect(text).toContain('PRECISION = 2');
  expect(text).toContain('def area(radius):');
  await page.getByRole('tab', { name: /utils\.py/ }).first().click();
  await expect(page.locator('.jp-FileEditor .cm-content')).toContainText('def area(radius):');
  await expect(page.locator('.jp-Dialog')).toHaveCount(0);
});
