const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const CELLS = [
  'import math',
  'def area(radius):\n    return math.pi * radius ** 2',
  'radii = [1, 2, 3]\ntotal = 0\nfor radius in radii:\n    total += area(radius)\nmean = total / len(radii)',
  'print(round(mean, 2))'
];

test('the icon in the cell toolbar promotes at once', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.cell(0).click();
  await expect(lab.cell(0).locator('[data-jp-item-name="promote-cell"]')).toBeHidden();
  await lab.cell(1).click();
  await lab.cell(1).locator('[data-jp-item-name="promote-cell"]').click();
  await expect(page.getByText(/area is now in/)).toBeVisible();
  expect((await lab.sources())[1]).toMatch(/^from churn\.\w+ import area$/);
  expect(existsSync(path.join(lab.root, 'src/churn/utils.py'))).toBe(true);
  await page.waitForTimeout(1000); // it slides in
  await lab.shot('at-once');

  // Nobody sees the panel's offer to move the notebook: the notification has one.
  await page.locator('.Toastify__toast').getByRole('button', { name: 'Move…' }).click();
  await expect(lab.panel.getByText('Move this notebook to exploration/?')).toBeVisible();
  await lab.panel.getByRole('button', { name: 'Move', exact: true }).click();
  await expect.poll(() => existsSync(path.join(lab.root, 'exploration/circles.ipynb'))).toBe(true);
});

test('selected lines become a function with the name given in place', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.runCell(0);
  await lab.runCell(1);
  await lab.runCell(2);
  await lab.cell(2).locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await lab.start('promote:extract');
  const name = page.getByLabel('Name of the function');
  await expect(name).toBeFocused();
  await name.fill('2x');
  await expect(page.getByText('This is no name for a function.')).toBeVisible();
  await lab.shot('prompt');
  await name.fill('mean_area');
  await name.press('Enter');
  await expect(page.getByText('area, mean_area are now in utils.py.')).toBeVisible();
  await lab.shot('extracted');
  const cell = (await lab.sources())[2];
  expect(cell).toContain('import mean_area');
  expect(cell).toMatch(/mean = mean_area\(/);
  await lab.runCell(2);
  await lab.runCell(3);
  await expect(lab.cell(3).locator('.jp-OutputArea-output')).toHaveText('14.66');
});

test('escape leaves everything as it was and gives the focus back', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.cell(2).locator('.cm-content').click();
  await lab.start('promote:extract');
  await page.getByLabel('Name of the function').press('Escape');
  await expect(lab.cell(2).locator('.cm-content')).toBeFocused();
  expect(await lab.sources()).toEqual(CELLS);
});
