// The server is away, slow, or dies in the middle: nothing is lost, and it is said.
const { existsSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const CELLS = ['def area(radius):\n    """Its area."""\n    return 3 * radius', 'area(1)'];

async function listed(lab) {
  lab.forgive();
  const { page } = lab;
  // JupyterLab itself says so too, and waits to be clicked away.
  await page.addLocatorHandler(page.getByText('Server Connection Error'), () => page.keyboard.press('Escape'));
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.refactor();
  await expect(lab.again).toBeVisible();
  await expect(lab.promote).toBeEnabled();
}

function has(lab, file) {
  return existsSync(path.join(lab.root, file));
}

test('a slow server: progress, cancel, and the late reply is dropped', async ({ lab, server }) => {
  await listed(lab);
  server.pause();
  await lab.again.click();
  await expect(lab.panel.locator('.jp-mod-busy')).toBeVisible();
  await expect(lab.panel.getByText('area(radius)')).toBeVisible();
  await expect(lab.promote).toBeDisabled();
  await lab.shot('slow');
  await lab.panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(lab.panel.locator('.jp-mod-busy')).toBeHidden();
  await lab.again.click(); // asked twice now, and only the second answer counts
  await lab.edit(0, CELLS[0].replaceAll('area', 'surface'));
  server.resume();
  await expect(lab.panel.getByText('surface(radius)')).toBeVisible();
  await expect(lab.panel.getByText('area(radius)')).toBeHidden();
});

test('killed while it reads, then before and after it has written', async ({ lab, page, server }) => {
  await listed(lab);
  const gone = lab.panel.getByText('The server does not answer.');

  server.pause();
  await lab.again.click();
  await expect(lab.panel.locator('.jp-mod-busy')).toBeVisible();
  await server.kill();
  await expect(gone).toBeVisible();
  await expect(lab.panel.getByText('area(radius)')).toBeVisible();
  await lab.shot('gone');
  await server.start();
  await lab.panel.getByRole('button', { name: 'Try again' }).click();
  await expect(gone).toBeHidden();
  await expect(lab.promote).toBeEnabled();

  server.pause();
  await lab.promote.click();
  await server.kill();
  await expect(gone).toBeVisible();
  expect(await lab.sources()).toEqual(CELLS);
  expect(has(lab, 'src/churn/utils.py')).toBe(false);
  await server.start();
  await lab.again.click();
  await expect(gone).toBeHidden();
  await expect(lab.promote).toBeEnabled();

  await page.route('**/jupyterlab-promote/apply*', async route => {
    await route.fetch();
    await server.kill();
    await route.abort();
  });
  await lab.promote.click();
  await expect(gone).toBeVisible();
  expect(await lab.sources()).toEqual(CELLS);
  expect(lab.read('src/churn/utils.py')).toContain('def area(radius):');
  await page.unroute('**/jupyterlab-promote/apply*');
  await server.start();

  await lab.again.click();
  await expect(lab.promote).toBeEnabled();
  await lab.promote.click();
  await expect.poll(async () => (await lab.sources())[0]).toBe('from churn.utils import area');
  await lab.shot('after-the-crash');
});
