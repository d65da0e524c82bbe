const { test, expect } = require('./lab');

const MODULE = `"""Circles and what is in them."""

import math


def area(radius: float) -> float:
    """The area of a circle.

    In the square of the radius' unit.
    """
    return math.pi * radius**2


class Ring:
    """What lies between two circles."""
`;

async function openFunctions(lab) {
  lab.project();
  lab.write('src/churn/shapes.py', MODULE);
  lab.notebook('rings.ipynb', ['x = 2', 'def twice(value):\n    return 2 * value', '']);
  lab.notebook('used.ipynb', ['from churn.shapes import area']);
  await lab.open('rings.ipynb');
  await lab.run('promote:show-functions');
  await expect(lab.functions.getByText('The area of a circle.')).toBeVisible();
}

test('functions are listed with signature, docstring and use', async ({ lab }) => {
  await openFunctions(lab);
  await expect(lab.functions.getByText('area(radius: float) → float')).toBeVisible();
  await expect(lab.functions.getByText('Used in 1 notebook')).toBeVisible();
  await lab.shot('functions');
  await lab.functions.getByRole('searchbox').fill('ring');
  await expect(lab.functions.getByText('The area of a circle.')).toBeHidden();
  await expect(lab.functions.getByText('What lies between two circles.')).toBeVisible();
});

test('a click opens the file at the line', async ({ lab, page }) => {
  await openFunctions(lab);
  await lab.functions.getByRole('button', { name: /^area/ }).click();
  await expect(page.locator('.jp-FileEditor')).toBeVisible();
  await expect
    .poll(() =>
      page.evaluate(() => window.jupyterapp.shell.currentWidget.content.editor.getCursorPosition())
    )
    .toEqual({ line: 5, column: 0 });
});

test('import and call go in at the cursor', async ({ lab }) => {
  await openFunctions(lab);
  await lab.cell(2).locator('.cm-content').click();
  await lab.functions.getByRole('button', { name: 'Insert import and call of area' }).click();
  await expect
    .poll(async () => (await lab.sources())[2])
    .toBe('from churn.shapes import area\narea(radius)');
});

test('the list follows the disk', async ({ lab }) => {
  await openFunctions(lab);
  lab.write('src/churn/shapes.py', `${MODULE}\n\ndef circumference(radius):\n    """All around."""\n`);
  await expect(lab.functions.getByText('All around.')).toBeVisible();
});

test('a cell dropped on a module goes there', async ({ lab, page }) => {
  await openFunctions(lab);
  const cell = lab.cell(1);
  await cell.click();
  const from = await cell.locator('.jp-InputPrompt').boundingBox();
  const to = await lab.functions.getByText('shapes.py').boundingBox();
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 30, { steps: 5 });
  await page.mouse.move(to.x + 30, to.y + 10, { steps: 10 });
  await page.mouse.move(to.x + 34, to.y + 10, { steps: 3 });
  await expect(lab.functions.getByText('Promote here')).toBeVisible();
  await lab.shot('drop');
  await page.mouse.up();
  await expect(page.getByText('twice is now in shapes.py.')).toBeVisible();
  await expect(lab.functions.getByText('twice(value)')).toBeVisible();
  expect((await lab.sources())[1]).toBe('from churn.shapes import twice');
});
