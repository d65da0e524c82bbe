// In Notebook 7: one document to a page, the same panels.
const { test, expect } = require('./lab');

test.use({ kind: 'notebook' });

// Notebook 7 has an error of its own in its console, with and without us.
test.beforeEach(({ lab }) => lab.forgive());
test.afterEach(({ lab }) => expect(lab.faults.filter(fault => fault.includes('promote'))).toEqual([]));

test('promotes in Notebook 7', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', [
    'def area(radius):\n    """Its area."""\n    return 3 * radius',
    'area(1)'
  ]);
  await page.goto(`/notebooks/${lab.folder}/circles.ipynb`);
  await page.locator('.jp-Cell').first().waitFor();
  await page.locator('[data-jp-item-name="promote-refactor"]').click();
  await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  await expect(page.getByText(/area is now in/)).toBeVisible();
  await lab.shot('notebook7');
});

test('a notebook that moves is found again at its new address', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', ['def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)']);
  await page.goto(`/notebooks/${lab.folder}/circles.ipynb`);
  await page.locator('.jp-Cell').first().waitFor();
  await page.locator('[data-jp-item-name="promote-refactor"]').click();
  await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await lab.panel.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/notebooks/${lab.folder}/exploration/circles.ipynb`));
  expect(lab.read('exploration/circles.ipynb')).toContain('os.chdir');
});
