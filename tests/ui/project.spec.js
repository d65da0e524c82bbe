// No pyproject.toml above the notebook: a small form, and the files that the first promotion makes.
const { existsSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const CELLS = ['def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)'];

test('a new package is named, shown, made as shown, and taken back', async ({ lab, page }) => {
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.refactor();
  const form = lab.panel.getByRole('region', { name: 'New package' });
  const name = form.getByRole('textbox', { name: 'Package' });
  await name.fill('2x');
  await expect(form.getByText('This is no name for a package.')).toBeVisible();
  await lab.shot('new-package-fault');
  await name.fill('churn');
  await expect(form.getByRole('alert')).toBeHidden();
  await name.press('Enter');
  await expect(lab.panel.locator('.jp-Promote-package')).toHaveText('churn');
  await expect(name).toBeFocused();

  const folder = form.getByRole('textbox', { name: 'Folder' });
  await folder.fill('../elsewhere');
  await expect(form.getByText('Only a folder below the server’s own.')).toBeVisible();
  await folder.fill(`${lab.folder}/tools`);
  await folder.press('Enter');
  await expect(folder).toHaveValue(`${lab.folder}/tools`);
  await expect(lab.promote).toBeEnabled();
  await form.getByText(/files to begin with/).click();
  const shown = await form.locator('section').evaluateAll(sections =>
    sections.map(section => [section.querySelector('h4').textContent, section.querySelector('pre')?.textContent ?? ''])
  );
  expect(shown.map(([file]) => file)).toEqual(
    expect.arrayContaining(['pyproject.toml', 'src/churn/__init__.py', 'src/churn/utils.py'])
  );
  await lab.shot('new-package');

  await lab.promote.click();
  await expect(page.getByText('area is now in utils.py.')).toBeVisible();
  for (const [file, text] of shown) {
    expect(lab.read(`tools/${file}`)).toBe(text);
  }
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => lab.sources()).toEqual(CELLS);
  expect(existsSync(path.join(lab.root, 'tools'))).toBe(false);
});
