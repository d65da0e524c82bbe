const { AxeBuilder } = require('@axe-core/playwright');
const { test, expect } = require('./lab');

const CELLS = [
  'def area(radius):\n    """Its area."""\n    return 3.14 * radius ** 2',
  'radii = [1, 2, 3]\nareas = []\nfor radius in radii:\n    areas.append(area(radius))\nmean = sum(areas) / len(areas)\nlargest = max(areas)',
  'print(mean, largest)',
  'x = (1,'
];

const THEMES = ['JupyterLab Light', 'JupyterLab Dark', 'JupyterLab Dark High Contrast'];

/** What axe finds in our parts of the page, in each theme. */
async function violations(lab, name, ...places) {
  const found = [];
  for (const theme of THEMES) {
    await lab.theme(theme);
    await lab.shot(`${name}-${theme.replace('JupyterLab ', '').replaceAll(' ', '-').toLowerCase()}`);
    const builder = places.reduce((axe, place) => axe.include(place), new AxeBuilder({ page: lab.page }));
    for (const { id, nodes } of (await builder.analyze()).violations) {
      found.push(...nodes.map(({ html, failureSummary }) => `${theme} ${id}: ${html.slice(0, 160)} ${failureSummary}`));
    }
  }
  await lab.theme(THEMES[0]);
  return found;
}

test('axe finds nothing, in any state and theme', async ({ lab, page }) => {
  test.slow();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  const panel = '#jp-promote-panel';
  await page.evaluate(() => window.jupyterapp.shell.activateById('jp-promote-panel'));
  await lab.refactor();
  const name = lab.panel.getByRole('textbox', { name: 'Package' });
  await lab.panel.getByText(/files to begin with/).click();
  await name.fill('2x');
  expect(await violations(lab, 'form', panel)).toEqual([]);
  await expect(name).toHaveValue('2x'); // other colours begin nothing anew
  await name.fill('churn');
  await name.press('Enter');
  await expect(lab.panel.locator('.jp-Promote-package')).toHaveText('churn');

  await lab.panel.getByRole('button', { name: /^area\(/ }).click();
  await expect(lab.panel.locator('.cm-editor').first()).toBeVisible();
  expect(await violations(lab, 'opened', panel)).toEqual([]);

  await lab.panel.getByRole('button', { name: /^Show changes/ }).click();
  await expect(page.locator('.jp-Promote-tab .cm-mergeView').first()).toBeVisible();
  expect(await violations(lab, 'changes', '.jp-Promote-tab')).toEqual([]);
  await lab.run('application:close');

  await page.route('**/jupyterlab-promote/**', route => route.abort());
  await lab.again.click();
  await expect(lab.panel.getByRole('alert')).toBeVisible();
  expect(await violations(lab, 'unreachable', panel)).toEqual([]);
  await page.unroute('**/jupyterlab-promote/**');
  lab.forgive();

  await lab.cell(1).locator('.cm-content').click();
  await lab.start('promote:extract');
  await page.getByLabel('Name of the function').fill('2x');
  expect(await violations(lab, 'name', '.jp-Promote-name')).toEqual([]);
  await page.keyboard.press('Escape');

  await lab.panel.getByRole('button', { name: 'Try again' }).click();
  await lab.promote.click();
  await expect(page.getByText(/are now in|is now in/)).toBeVisible();
  await lab.run('promote:show-functions');
  await expect(lab.functions.getByText('Its area.')).toBeVisible();
  expect(await violations(lab, 'promoted', panel, '#jp-promote-functions')).toEqual([]);
});

test('axe finds nothing in trials and moves', async ({ lab }) => {
  test.slow();
  const panel = '#jp-promote-panel';
  lab.project();
  lab.write('README.md', 'See circles.ipynb.');
  lab.notebook('trial.ipynb', [CELLS[0], 'import time\ntime.sleep(20)', 'print(len(open("trial.ipynb").read()))']);
  await lab.open('trial.ipynb');
  await lab.refactor();
  await lab.panel.getByRole('button', { name: 'Verify' }).click();
  await expect(lab.panel.getByText(/: cell 2 of 3/)).toBeVisible();
  expect(await violations(lab, 'verifying', panel)).toEqual([]);
  await expect(lab.panel.getByText(/^Cell 3: /)).toBeVisible({ timeout: 60_000 });
  expect(await violations(lab, 'differs', panel)).toEqual([]);

  lab.notebook('circles.ipynb', [CELLS[0], 'area(2)']);
  await lab.open('circles.ipynb');
  await expect(lab.panel.getByRole('heading', { name: 'circles.ipynb' })).toBeVisible(); // trial.ipynb was there first
  await lab.promote.click();
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await expect(lab.panel.getByText(/ → /)).toBeVisible();
  expect(await violations(lab, 'move', panel)).toEqual([]);
});

test('from the notebook to applied and undone by keyboard alone', async ({ lab, page }) => {
  lab.project();
  lab.write('src/churn/shapes.py', '"""Shapes."""\n');
  const cells = CELLS.slice(0, 3);
  lab.notebook('circles.ipynb', cells);
  await lab.open('circles.ipynb');
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at === document.body ? 'lost' : (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent);
    });
  const tabTo = async (name, key = 'Tab') => {
    for (let step = 0; step < 40 && !name.test(await focused()); step++) {
      await page.keyboard.press(key);
    }
    expect(await focused()).toMatch(name);
  };
  await page.keyboard.press('Control+Alt+R');
  await expect(lab.promote).toBeEnabled();
  await tabTo(/^area\(/);
  await page.keyboard.press('Enter');
  await expect(lab.panel.locator('.cm-deletedLine').first()).toBeVisible();
  await tabTo(/^Module$/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('shapes');
  await page.keyboard.press('Enter');
  await expect(lab.panel.getByText('src/churn/shapes.py')).toBeVisible();
  expect(await focused()).toBe('Module');
  await expect(lab.promote).toBeEnabled();
  await tabTo(/^Promote \d+ function/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await lab.sources())[0]).toBe('from churn.shapes import area');
  await expect(lab.panel.locator('.jp-mod-busy')).toBeHidden();
  expect(await focused()).not.toBe('lost');
  await page.keyboard.press('Control+Shift+C');
  await page.keyboard.type('Undo Promotion');
  await page.keyboard.press('Enter');
  await expect.poll(() => lab.sources()).toEqual(cells);
});

test('nothing that is on the page jumps', async ({ lab, page, server }) => {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver(list => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        // A diff that has just come lays itself out; nothing else may move.
        const ours = sources.filter(({ node }) => {
          const place = node?.closest ? node : node?.parentElement;
          return place?.closest('.jp-Promote') && !place.closest('.jp-Promote-changes');
        });
        if (!hadRecentInput && ours.length > 0) {
          window.shifts.push([value, ...ours.map(({ node }) => node.outerHTML ?? node.textContent)]);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  lab.project();
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  // What comes within half a second of a click counts as the click's own: the server is slower.
  const slowly = async (click, seen) => {
    server.pause();
    await click();
    await page.waitForTimeout(700);
    server.resume();
    await seen();
  };
  await slowly(() => lab.refactor(), () => expect(lab.promote).toBeEnabled());
  await slowly(() => lab.again.click(), () => expect(lab.promote).toBeEnabled());
  await slowly(
    () => lab.panel.getByRole('checkbox', { name: /^Promote / }).first().click(),
    () => expect(lab.panel.locator('.jp-mod-busy')).toBeHidden()
  );
  await slowly(
    () => lab.panel.getByRole('button', { name: /^area\(/ }).click(),
    () => expect(lab.panel.locator('.cm-editor').first()).toBeVisible()
  );
  expect(await page.evaluate(() => window.shifts)).toEqual([]);
});

test('no toast stands over a button', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', CELLS.slice(0, 3));
  await lab.open('circles.ipynb');
  await lab.refactor();
  await expect(lab.promote).toBeEnabled();
  const question = {
    message: 'Would you like to receive official Jupyter news? They come about once a month.',
    options: { autoClose: false, actions: [{ label: 'Open', commandId: 'help:about' }] }
  };
  for (let count = 0; count < 3; count++) {
    await lab.run('apputils:notify', question);
  }
  await expect(page.locator('.Toastify__toast')).toHaveCount(3);
  await page.waitForTimeout(1500); // they slide in
  await lab.shot('toasts');
  for (const button of [lab.promote, lab.panel.getByRole('button', { name: 'Verify' }), lab.again]) {
    await button.click({ trial: true }); // where something covers its centre, this waits in vain
  }
  await lab.promote.click();
  await expect.poll(async () => (await lab.sources())[0]).toContain('import area');
});

test('long names in a narrow panel', async ({ lab, page }) => {
  lab.project('a_package_with_quite_a_long_name');
  const name = 'compute_the_average_monthly_revenue_of_every_customer_segment';
  lab.notebook('a notebook whose name somebody has made much too long to be shown.ipynb', [
    `def ${name}(customers_with_contracts, transactions_of_last_year, currency_exchange_rates):\n    """Its revenue."""\n    return customers_with_contracts + transactions_of_last_year * currency_exchange_rates`,
    ...Array.from({ length: 8 }, (_, at) => `def step_number_${at}_of_many(frame):\n    """Step ${at}."""\n    return frame.iloc[${at}:]`),
    `${name}(1, 2, 3)`
  ]);
  await lab.open('a notebook whose name somebody has made much too long to be shown.ipynb');
  await lab.refactor();
  await expect(lab.promote).toBeEnabled();
  const { x } = await lab.panel.boundingBox();
  await page.mouse.move(x - 3, 500);
  await page.mouse.down();
  await page.mouse.move(x + 100, 500, { steps: 4 });
  await page.mouse.up();
  await lab.panel.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await expect(lab.panel.locator('.cm-editor').first()).toBeVisible();
  await lab.shot('narrow');
  const wider = await lab.panel.evaluate(panel =>
    [...panel.querySelectorAll('*')]
      .filter(node => !node.closest('.cm-editor') && node.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1)
      .map(node => node.className)
  );
  expect(wider).toEqual([]);
  await lab.run('promote:show-functions');
  await lab.promote.click();
  await expect(lab.functions.getByText('Its revenue.')).toBeVisible();
  await lab.shot('many-functions');
});

test('the picture in the README', async ({ lab, page }) => {
  await page.setViewportSize({ width: 1500, height: 900 });
  lab.project();
  lab.example();
  await lab.open('Untitled.ipynb');
  await lab.theme('JupyterLab Light');
  await page.evaluate(() => window.jupyterapp.shell.collapseLeft());
  await lab.refactor();
  const row = lab.panel.getByRole('button', { name: /^encode_categories/ });
  await expect(row).toBeVisible();
  const { x } = await lab.panel.boundingBox();
  await page.mouse.move(x - 3, 500);
  await page.mouse.down();
  await page.mouse.move(x - 180, 500, { steps: 4 });
  await page.mouse.up();
  await row.click();
  await expect(lab.panel.locator('.cm-deletedLine').first()).toBeVisible();
  await row
    .locator('xpath=ancestor::li')
    .getByRole('button', { name: /^Go to cell/ })
    .click();
  await row.evaluate(node => node.closest('li').scrollIntoView());
  await page.waitForTimeout(2000);
  await lab.shot('readme'); // `make picture` puts it into docs/
  await lab.panel.getByRole('button', { name: /^Show changes/ }).click();
  await expect(page.locator('.jp-Promote-tab .cm-mergeView').first()).toBeVisible();
  await lab.shot('changes');
});
