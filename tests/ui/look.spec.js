const { AxeBuilder } = require('@axe-core/playwright');
const { test, expect } = require('./lab');

const CELLS = [
  'def area(radius):\n    """Its area."""\n    return 3.14 * radius ** 2',
  'radii = [1, 2, 3]\nareas = []\nfor radius in radii:\n    areas.append(area(radius))\nmean = sum(areas) / len(areas)\nlargest = max(areas)',
  'print(mean, largest)',
  'x = (1,'
];

async function opened(lab) {
  lab.project();
  lab.write('src/churn/shapes.py', 'def side(area: float) -> float:\n    """Of a square."""\n    return area**0.5\n');
  lab.notebook('circles.ipynb', CELLS);
  await lab.open('circles.ipynb');
  await lab.run('promote:show-functions');
  await expect(lab.functions.getByText('Of a square.')).toBeVisible();
  await lab.refactor();
  await lab.panel.getByRole('button', { name: /^area\(/ }).click();
  await expect(lab.panel.locator('.cm-editor').first()).toBeVisible();
}

for (const theme of ['JupyterLab Light', 'JupyterLab Dark', 'JupyterLab Dark High Contrast']) {
  test(`axe finds nothing in ${theme}`, async ({ lab, page }) => {
    await opened(lab);
    await lab.theme(theme);
    await page.waitForTimeout(500);
    await lab.shot(theme.replaceAll(' ', '-').toLowerCase());
    const { violations } = await new AxeBuilder({ page })
      .include('#jp-promote-panel')
      .include('#jp-promote-functions')
      .analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`)
    );
    expect(found).toEqual([]);
  });
}

test('everything by keyboard', async ({ lab, page }) => {
  lab.project();
  lab.notebook('circles.ipynb', CELLS.slice(0, 3));
  await lab.open('circles.ipynb');
  await lab.theme('JupyterLab Light');
  await lab.cell(0).locator('.jp-InputPrompt').click();
  await page.keyboard.press('Control+Alt+R');
  const row = lab.panel.getByRole('button', { name: /^area\(/ });
  await expect(row).toBeVisible();
  await lab.panel.getByRole('button', { name: 'Read the notebook again' }).focus();
  const seen = [];
  for (let step = 0; step < 12 && !seen.includes('area'); step++) {
    await page.keyboard.press('Tab');
    seen.push(await page.evaluate(() => document.activeElement.textContent.split('(')[0]));
  }
  await expect(row).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await lab.panel.getByRole('combobox', { name: 'Module' }).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('shapes');
  await page.keyboard.press('Enter');
  await expect(lab.panel.getByRole('combobox', { name: 'Module' })).toBeFocused();
  await expect(lab.panel.getByText('src/churn/shapes.py')).toBeVisible();
  await lab.panel.getByRole('button', { name: /^Promote \d/ }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await lab.sources())[0]).toBe('from churn.shapes import area');
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
