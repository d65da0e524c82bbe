// Every setting does what its description says.
const { execFileSync } = require('node:child_process');
const { existsSync, readdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const STEP = 'radii = [1, 2, 3]\ntotal = 0\nfor radius in radii:\n    total += area(radius)\nmean = total / len(radii)\nprint(mean)';
const AREA = 'def area(radius):\n    """Its area."""\n    return 3 * radius';
const ROUND = 'def rim(radius):\n    """Once around."""\n    return 6 * radius';

const output = (lab, index) => lab.cell(index).locator('.jp-OutputArea-output');

/** Promotes what a cell holds by the icon in its toolbar. */
async function promoteCell(lab, index) {
  await lab.cell(index).click();
  await lab.cell(index).locator('[data-jp-item-name="promote-cell"]').click();
  await expect.poll(async () => (await lab.sources())[index]).toContain('import');
}

test('the settings editor names them all, and the hint goes at once', async ({ lab, page }) => {
  const plot = 'import math\nfor x in range(3):\n    print(math.sqrt(x))';
  lab.notebook('Untitled7.ipynb', [plot, 'a = 1', 'b = 2', plot, 'c = 3', 'd = 4', plot]);
  await lab.open('Untitled7.ipynb');
  const hint = page.getByRole('button', { name: 'Time to refactor' });
  await expect(hint).toHaveAttribute('title', 'It has no name yet.\n2 cells are copies.');
  await lab.runCell(1);
  await lab.runCell(0);
  await expect(hint).toHaveAttribute(
    'title',
    'It has no name yet.\n1 cell was run out of order.\n2 cells are copies.'
  );
  await lab.shot('hint');
  await hint.click();
  await expect(lab.panel).toBeVisible();

  await lab.run('settingeditor:open', { query: 'Promote' });
  const editor = page.locator('.jp-SettingsPanel, .jp-SettingsForm').first();
  for (const title of ['Group by topic', 'Default module', 'Keep outputs', 'Reload edited modules', 'Install the package', 'Verify before applying']) {
    await expect(editor.getByText(title, { exact: true }).first()).toBeVisible();
  }
  await lab.shot('settings');
  await editor.getByLabel('Hint in the status bar').click();
  await expect(hint).toBeHidden();
});

test('default module, topics and outputs', async ({ lab }) => {
  lab.project();
  lab.notebook('circles.ipynb', [`${AREA}\nprint(area(2))`, 'area(1)']);
  await lab.open('circles.ipynb');
  await lab.set({ groupByTopic: false, defaultModule: 'circles', keepOutputs: false });
  await lab.runCell(0);
  await expect(output(lab, 0)).toHaveText('6');
  await lab.refactor();
  await expect(lab.panel.getByRole('heading', { name: /circles\.py/ })).toBeVisible();
  await expect(lab.panel.getByRole('region', { name: /^Module/ })).toHaveCount(1);
  await lab.promote.click();
  await expect(output(lab, 0)).toHaveCount(0);
  expect(lab.read('src/churn/circles.py')).toContain('def area(');
  await lab.run('promote:undo');
  await lab.runCell(0);
  await expect(output(lab, 0)).toHaveText('6');
  await lab.set({ keepOutputs: true });
  await lab.promote.click();
  await expect.poll(async () => (await lab.sources())[0]).toContain('import');
  await expect(output(lab, 0)).toHaveText('6');
});
