// Every setting does what its description says.
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const STEP = 'radii = [1, 2, 3]\ntotal = 0\nfor radius in radii:\n    total += area(radius)\nmean = total / len(radii)\nprint(mean)';
const AREA = 'def area(radius):\n    """Its area."""\n    return 3 * radius';
const ROUND = 'def rim(radius):\n    """Once around."""\n    return 6 * radius';

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
  for (const title of ['Group by topic', 'Default module', 'Keep outputs', 'Read notebooks ahead', 'Reload edited modules', 'Install the package', 'Verify before applying', 'Time limit of a verification']) {
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
  await expect(lab.output(0)).toHaveText('6');
  await lab.refactor();
  await expect(lab.panel.getByRole('heading', { name: /circles\.py/ })).toBeVisible();
  await expect(lab.panel.getByRole('region', { name: /^Module/ })).toHaveCount(1);
  await lab.promote.click();
  await expect(lab.output(0)).toHaveCount(0);
  expect(lab.read('src/churn/circles.py')).toContain('def area(');
  await lab.run('promote:undo');
  await lab.runCell(0);
  await expect(lab.output(0)).toHaveText('6');
  await lab.set({ keepOutputs: true });
  await lab.promote.click();
  await expect.poll(async () => (await lab.sources())[0]).toContain('import');
  await expect(lab.output(0)).toHaveText('6');
});

test('edited modules are loaded again only where that is asked for', async ({ lab }) => {
  lab.project();
  lab.notebook('circles.ipynb', [AREA, ROUND, 'area(1), rim(1)']);
  await lab.open('circles.ipynb');
  await promoteCell(lab, 0);
  const module = 'src/churn/utils.py';
  await lab.runCell(0);
  await lab.runCell(1);
  await lab.runCell(2);
  await expect(lab.output(2)).toHaveText('(3, 6)');
  lab.write(module, lab.read(module).replace('3 * radius', '30 * radius'));
  await lab.runCell(2);
  await expect(lab.cell(2).locator('.jp-InputPrompt')).toHaveText('[4]:');
  await expect(lab.output(2)).toHaveText('(3, 6)');

  await lab.set({ autoreload: true });
  await promoteCell(lab, 1);
  await lab.runCell(0);
  await lab.runCell(1);
  await lab.runCell(2);
  await expect(lab.output(2)).toHaveText('(30, 6)');
  lab.write(module, lab.read(module).replace('6 * radius', '6000 * radius'));
  await lab.runCell(2);
  await expect(lab.output(2)).toHaveText('(30, 6000)');
});

/** A kernel in an environment of its own, on top of the one that the tests run in. */
function kernelOfItsOwn(server) {
  const python = path.join(server.home, 'bin', 'python');
  const env = path.join(server.folder, 'env');
  const purelib = of => execFileSync(of, ['-c', 'print(__import__("sysconfig").get_path("purelib"))'], { encoding: 'utf8' }).trim();
  execFileSync(python, ['-m', 'venv', '--without-pip', env]);
  const own = path.join(env, 'bin', 'python');
  writeFileSync(path.join(purelib(own), 'below.pth'), `import site; site.addsitedir('${purelib(python)}')\n`);
  const spec = path.join(server.folder, 'data', 'kernels', 'own');
  mkdirSync(spec, { recursive: true });
  const argv = [own, '-m', 'ipykernel_launcher', '-f', '{connection_file}'];
  writeFileSync(path.join(spec, 'kernel.json'), JSON.stringify({ argv, display_name: 'own', language: 'python' }));
  return path.join(purelib(own), 'jupyter_promote_churn.pth');
}

test('installing: asked, remembered, always, never', async ({ lab, page, server }) => {
  const installed = kernelOfItsOwn(server);
  lab.project();
  lab.notebook('circles.ipynb', [AREA, 'area(1)'], 'python', 'own');
  await lab.open('circles.ipynb');
  const toast = page.locator('.Toastify__toast').filter({ hasText: 'area is now in' });
  const install = toast.getByRole('button', { name: 'Install' });

  await lab.kernel();
  await promoteCell(lab, 0);
  await lab.shot('install');
  await install.click();
  await expect.poll(() => existsSync(installed)).toBe(true);
  await lab.restartKernel();
  await lab.runCell(0);
  await lab.runCell(1);
  await expect(lab.output(1)).toHaveText('3');
  await lab.run('promote:undo');
  await expect.poll(() => lab.sources()).toEqual([AREA, 'area(1)']);
  expect(existsSync(installed)).toBe(false);

  await promoteCell(lab, 0);
  await expect.poll(() => existsSync(installed)).toBe(true);
  await expect(toast).toBeVisible();
  await expect(install).toBeHidden();
  await lab.run('promote:undo');
  await expect.poll(() => lab.sources()).toEqual([AREA, 'area(1)']);

  await lab.set({ install: 'never' });
  await promoteCell(lab, 0);
  await expect(toast.last()).toBeVisible();
  await expect(install).toBeHidden();
  expect(existsSync(installed)).toBe(false);
});

test('installing after the notebook has moved', async ({ lab, page, server }) => {
  const installed = kernelOfItsOwn(server);
  lab.project();
  lab.notebook('circles.ipynb', [AREA, 'area(1)'], 'python', 'own');
  await lab.open('circles.ipynb');
  await lab.kernel();
  await lab.refactor();
  await lab.promote.click();
  await lab.panel.getByRole('button', { name: 'Show what changes' }).click();
  await lab.panel.getByRole('button', { name: 'Move', exact: true }).click();
  await expect.poll(() => existsSync(path.join(lab.root, 'exploration/circles.ipynb'))).toBe(true);
  await page.locator('.jp-Notification-Status').click();
  await page.locator('.jp-Notification-Center').getByRole('button', { name: 'Install' }).click();
  await expect.poll(() => existsSync(installed)).toBe(true);
});

test('verified before it is applied', async ({ lab, page }) => {
  test.slow(); // two notebooks, each run before and after in kernels of their own
  lab.project();
  lab.notebook('same.ipynb', [AREA, 'area(1)']);
  const looks = 'import os\nprint(os.path.exists("src/churn/utils.py"))';
  lab.notebook('looks.ipynb', [AREA, looks]);
  await lab.open('looks.ipynb');
  await lab.set({ verify: true });
  await lab.refactor();
  await lab.promote.click();
  await expect(page.locator('.Toastify__toast').getByText('a printed line is not the same')).toBeVisible({ timeout: 60_000 });
  await lab.shot('differs');
  expect(await lab.sources()).toEqual([AREA, looks]);
  expect(existsSync(path.join(lab.root, 'src/churn/utils.py'))).toBe(false);

  await lab.run('docmanager:open', { path: `${lab.folder}/same.ipynb` });
  await lab.ready();
  await expect(lab.promote).toBeEnabled();
  await lab.promote.click();
  await expect.poll(async () => (await lab.sources())[0], { timeout: 60_000 }).toContain('import area');
});
