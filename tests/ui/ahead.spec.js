// The notebook in front is read before anybody asks, unless a setting says no.
const { test, expect } = require('./lab');

const ROW = '.jp-Promote-row';
const CELLS = [
  'radii = [1, 2, 3]',
  '# Mean area\ntotal = 0\nfor radius in radii:\n    total += 3 * radius\nmean = total / len(radii)',
  'print(mean)',
  'def area(radius):\n    """Its area."""\n    return 3 * radius',
  'area(2)'
];

function proposals(page) {
  const asked = [];
  page.on('request', request => {
    if (request.url().includes('/jupyterlab-promote/proposals')) {
      asked.push(request.url());
    }
  });
  return asked;
}

test('the list is there at the click, edits before it are in it, and a step has its button', async ({ lab, page, server }) => {
  const asked = proposals(page);
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await expect.poll(() => asked.length).toBe(1);
  await lab.cell(1).click();
  await expect(lab.cell(1).locator('[data-jp-item-name="promote-cell"]')).toBeVisible();

  await lab.edit(3, CELLS[3].replaceAll('area', 'surface'));
  const [reply] = await Promise.all([
    page.waitForResponse(/jupyterlab-promote\/proposals/),
    expect.poll(() => asked.length).toBe(2)
  ]);
  await reply.finished();
  server.pause();
  await lab.refactor();
  await expect(lab.panel.locator(ROW).filter({ hasText: 'surface(radius)' })).toBeVisible();
  await expect(lab.panel.locator('.jp-mod-busy')).toBeVisible();
  await expect(lab.promote).toBeDisabled();
  server.resume();
  await expect(lab.promote).toBeEnabled();
  await expect(lab.panel.locator('.jp-mod-busy')).toBeHidden();
});

test('a notebook that is opened beside the panel is never said to be empty', async ({ lab, page }) => {
  lab.project();
  lab.notebook('one.ipynb', CELLS);
  lab.notebook('two.ipynb', CELLS);
  await lab.open('one.ipynb');
  await lab.refactor();
  await expect(lab.panel.locator(ROW).first()).toBeVisible();
  await page.evaluate(() => {
    window.said = [];
    const panel = document.querySelector('#jp-promote-panel');
    new MutationObserver(() => window.said.push(panel.textContent)).observe(panel, { childList: true, subtree: true, characterData: true });
  });
  await lab.run('docmanager:open', { path: `${lab.folder}/two.ipynb` });
  await expect(lab.panel.getByRole('heading', { name: 'two.ipynb' })).toBeVisible();
  await expect(lab.panel.locator(ROW).first()).toBeVisible();
  const said = await page.evaluate(() => window.said);
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter(text => text.includes('Nothing to promote'))).toEqual([]);
});

test('off: nothing is read before the panel opens', async ({ lab, page }) => {
  lab.project();
  lab.notebook('one.ipynb', CELLS);
  lab.notebook('two.ipynb', CELLS);
  await lab.open('one.ipynb');
  await lab.set({ readAhead: false });
  const asked = proposals(page);
  await lab.run('docmanager:open', { path: `${lab.folder}/two.ipynb` });
  await lab.kernel();
  await lab.edit(0, 'radii = [1, 2, 3, 4]');
  await page.waitForTimeout(1500);
  expect(asked).toEqual([]);
  await lab.refactor();
  await expect(lab.panel.locator(ROW).first()).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
  await lab.set({ readAhead: true });
});
