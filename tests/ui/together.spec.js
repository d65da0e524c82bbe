// With jupyter-collaboration: two people in one notebook.
const { test, expect, Lab } = require('./lab');

test.use({ kind: 'together' });

const AREA = 'def area(radius):\n    """Its area."""\n    return 3 * radius';
const RIM = 'def rim(radius):\n    """Once around."""\n    return 6 * radius';
const CELLS = [AREA, RIM, 'area(1), rim(1)', 'other = 1'];
const MODULE = 'src/churn/utils.py';

/** Another browser on the same notebook. */
async function joined(lab, browser, baseURL) {
  const page = await (await browser.newContext({ baseURL })).newPage();
  const other = new Lab(page, lab.server, lab.folder);
  await page.goto(`/lab/workspaces/other-${lab.folder}/tree/${lab.folder}/circles.ipynb`);
  await other.ready();
  await expect.poll(() => other.sources()).toEqual(CELLS);
  return other;
}

/** Leaves only the named function ticked, and waits for its plan. */
async function choose(lab, name) {
  for (const one of ['area', 'rim']) {
    await lab.panel.getByRole('checkbox', { name: `Promote ${one}` }).setChecked(one === name);
  }
  await expect(lab.promote).toHaveText('Promote 1 function');
  await expect(lab.promote).toBeEnabled();
}

test('two people in one notebook', async ({ lab, browser, baseURL }) => {
  test.slow();
  lab.project();
  lab.write(MODULE, '"""Tools."""\n');
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  const other = await joined(lab, browser, baseURL);
  const both = [lab, other];
  await lab.refactor();
  await other.refactor();

  await test.step('what one promotes the other sees, and both keep their edits', async () => {
    await choose(lab, 'area');
    await lab.promote.click();
    await expect.poll(() => other.sources()).toEqual(['from churn.utils import area', ...CELLS.slice(1)]);
    await other.edit(3, 'other = 2');
    await expect.poll(async () => (await lab.sources())[3]).toBe('other = 2');
    await lab.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => other.sources()).toEqual([...CELLS.slice(0, 3), 'other = 2']);
    await other.edit(3, 'other = 1');
    await expect.poll(() => lab.sources()).toEqual(CELLS);
  });

  await test.step('both promote at once, each another function', async () => {
    await choose(lab, 'area');
    await choose(other, 'rim');
    await Promise.all(both.map(one => one.promote.click()));
    await expect(async () => {
      for (const one of both) {
        if (await one.panel.getByText('has changed meanwhile').isVisible()) {
          await one.promote.click({ timeout: 500 });
        }
      }
      expect((await lab.sources()).slice(0, 2)).toEqual(['from churn.utils import area', 'from churn.utils import rim']);
    }).toPass();
    expect(lab.read(MODULE).match(/^def \w+/gm).sort()).toEqual(['def area', 'def rim']);
  });

  await test.step('each takes back their own, the newer one first', async () => {
    for (const one of [lab, other, lab]) {
      await one.run('promote:undo');
    }
    await expect.poll(() => lab.sources()).toEqual(CELLS);
    expect(lab.read(MODULE)).toBe('"""Tools."""\n');
  });

  await test.step('both promote the same function at once', async () => {
    await choose(lab, 'area');
    await choose(other, 'area');
    await Promise.all(both.map(one => one.promote.click()));
    await expect.poll(async () => (await other.sources())[0]).toBe('from churn.utils import area');
    await expect.poll(async () => (await lab.sources())[0]).toBe('from churn.utils import area');
    expect(lab.read(MODULE).match(/^def \w+/gm)).toEqual(['def area']);
  });

  await test.step('an open module follows', async () => {
    await other.run('docmanager:open', { path: `${lab.folder}/${MODULE}` });
    const editor = other.page.locator('.jp-FileEditor .cm-content');
    await expect(editor).toContainText('def area');
    await lab.panel.getByRole('checkbox', { name: 'Promote rim' }).check();
    await lab.promote.click();
    await expect(editor).toContainText('def rim');
  });

  for (const { page } of both) {
    await expect(page.locator('.jp-Dialog')).toHaveCount(0);
  }
});
