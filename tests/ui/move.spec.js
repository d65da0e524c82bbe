const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const CELLS = [
  'print(open("data.txt").read())',
  'def area(radius):\n    """Its area."""\n    return 3 * radius',
  'print(area(2))'
];
const FIRST = 'import os\n\nif os.path.basename(os.getcwd()) == "exploration":\n    os.chdir("..")';

async function promoted(lab) {
  lab.project();
  lab.write('data.txt', 'from the file');
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.kernel();
  await lab.refactor();
  await lab.panel.getByRole('button', { name: 'Promote 1 function' }).click();
  await expect(lab.panel.getByText('Move this notebook to exploration/?')).toBeVisible();
}

function at(lab, name) {
  return path.join(lab.root, name);
}

test('after a promotion the notebook moves, runs as before, and comes back', async ({
  lab,
  page
}) => {
  await promoted(lab);
  const id = await page.evaluate(
    () => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id
  );
  await lab.shot('move-offer');
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await expect(lab.panel.getByText(/ → .*exploration\/circles\.ipynb$/)).toBeVisible();
  await lab.shot('move');
  await lab.panel.getByRole('button', { name: 'Move', exact: true }).click();
  await expect.poll(() => existsSync(at(lab, 'exploration/circles.ipynb'))).toBe(true);
  expect(existsSync(at(lab, 'circles.ipynb'))).toBe(false);
  await expect.poll(async () => (await lab.sources())[0]).toContain(FIRST);
  expect(readFileSync(at(lab, 'exploration/circles.ipynb'), 'utf8')).toContain('os.chdir');

  // The kernel goes on where it was; a fresh one starts in the new folder and goes back.
  const { kernel, where } = await page.evaluate(() => {
    const { session } = window.jupyterapp.shell.currentWidget.sessionContext;
    return { kernel: session.kernel.id, where: session.path };
  });
  expect(kernel).toBe(id);
  expect(where).toBe(`${lab.folder}/exploration/circles.ipynb`);
  for (const isFresh of [false, true]) {
    if (isFresh) {
      await page.evaluate(() =>
        window.jupyterapp.shell.currentWidget.sessionContext
          .changeKernel({ name: 'python3' })
          .then(() => null)
      );
    }
    await lab.runCell(0);
    await lab.runCell(1);
    await expect(lab.cell(1).locator('.jp-OutputArea-output')).toHaveText('from the file');
  }

  await lab.run('promote:undo');
  await expect.poll(() => existsSync(at(lab, 'circles.ipynb'))).toBe(true);
  await expect.poll(async () => (await lab.sources())[0]).toBe(CELLS[0]);
  expect(existsSync(at(lab, 'exploration'))).toBe(false);
  await lab.run('promote:undo');
  await expect.poll(() => lab.sources()).toEqual(CELLS);
  await expect(page.locator('.jp-Dialog')).toHaveCount(0);
});

test('undo of the promotion takes the move back too', async ({ lab, page }) => {
  await promoted(lab);
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await lab.panel.getByRole('button', { name: 'Move', exact: true }).click();
  await expect.poll(() => existsSync(at(lab, 'exploration/circles.ipynb'))).toBe(true);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => existsSync(at(lab, 'circles.ipynb'))).toBe(true);
  await expect.poll(() => lab.sources()).toEqual(CELLS);
});

test('after a reload the move is taken back, and then the promotion', async ({ lab }) => {
  lab.forgive(); // after any rename JupyterLab looks for the old path when it is loaded again
  await promoted(lab);
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await lab.panel.getByRole('button', { name: 'Move', exact: true }).click();
  await expect.poll(() => existsSync(at(lab, 'exploration/circles.ipynb'))).toBe(true);
  await lab.remembered('exploration/circles.ipynb');
  await lab.open('exploration/circles.ipynb');
  await lab.run('promote:undo');
  await expect.poll(() => existsSync(at(lab, 'circles.ipynb'))).toBe(true);
  await expect.poll(async () => (await lab.sources())[0]).toBe(CELLS[0]);
  expect(existsSync(at(lab, 'exploration'))).toBe(false);
  expect(existsSync(at(lab, 'src/churn/utils.py'))).toBe(true);
  await lab.run('promote:undo');
  await expect.poll(() => lab.sources()).toEqual(CELLS);
  expect(existsSync(at(lab, 'src/churn/utils.py'))).toBe(false);
});

test('nothing is written over, and what can not be kept is said', async ({ lab, page }) => {
  lab.forgive();
  await promoted(lab);
  lab.write('exploration/circles.ipynb', 'mine');
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await expect(page.getByText('exploration/circles.ipynb exists already.')).toBeVisible();
  await lab.edit(2, 'print(area(2), Out[1])');
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await expect(page.getByText('It uses the history of cells or folders.')).toBeVisible();
  await lab.panel.getByRole('button', { name: 'Not now' }).click();
  await expect(lab.panel.getByText('Move this notebook')).toBeHidden();
  expect(readFileSync(at(lab, 'exploration/circles.ipynb'), 'utf8')).toBe('mine');
});
