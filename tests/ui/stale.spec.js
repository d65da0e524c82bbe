// Somebody was there meanwhile: nothing is forced, nothing is lost, and it is said which.
const { existsSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const CELLS = ['def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)'];
const MODULE = 'src/churn/utils.py';

async function listed(lab) {
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.refactor();
  await expect(lab.promote).toBeEnabled();
}

test('a cell that changed between the diff and the click', async ({ lab, page }) => {
  await listed(lab);
  await lab.panel.getByRole('button', { name: /^area\(/ }).click();
  await expect(lab.panel.getByText('return 3 * radius').first()).toBeVisible();
  await expect(lab.promote).toBeEnabled();
  await lab.promote.evaluate(button => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cell = content.model.sharedModel.getCell(0);
    const at = cell.getSource().indexOf('3');
    cell.updateSource(at, at + 1, '3.14');
    button.click();
  });
  await expect(lab.panel.getByText('The notebook has changed meanwhile.')).toBeVisible();
  expect(existsSync(path.join(lab.root, MODULE))).toBe(false);
  await lab.shot('stale');
  await expect(lab.panel.getByText('return 3.14 * radius').first()).toBeVisible();
  await lab.promote.click();
  await expect(page.getByText(/area is now in/)).toBeVisible();
  expect(lab.read(MODULE)).toContain('return 3.14 * radius');
});

test('undo says which file or cell somebody has edited since', async ({ lab, page }) => {
  await listed(lab);
  await lab.promote.click();
  await expect(page.getByText(/area is now in/)).toBeVisible();
  const promoted = await lab.sources();
  const written = lab.read(MODULE);

  lab.write(MODULE, `${written}\nPRECISION = 2\n`);
  await lab.run('promote:undo');
  await expect(page.getByText(`${MODULE} was edited since the promotion; undoing would lose that edit.`)).toBeVisible();
  expect(await lab.sources()).toEqual(promoted);
  expect(lab.read(MODULE)).toContain('PRECISION');
  lab.write(MODULE, written);

  await lab.edit(0, `${promoted[0]}  # mine`);
  await lab.run('promote:undo');
  await expect(page.getByText('A cell of this promotion was edited since.')).toBeVisible();
  expect(lab.read(MODULE)).toBe(written);

  // The same when the browser has forgotten, and only the server remembers.
  await lab.run('docmanager:save');
  await lab.open('circles.ipynb');
  await lab.run('promote:undo');
  await expect(page.getByText('A cell of this promotion was edited since.')).toBeVisible();
  await lab.shot('refused-undo');
  expect(lab.read(MODULE)).toBe(written);
  await lab.edit(0, promoted[0]);
  await lab.run('promote:undo');
  await expect.poll(() => lab.sources()).toEqual(CELLS);
  expect(existsSync(path.join(lab.root, MODULE))).toBe(false);
});
