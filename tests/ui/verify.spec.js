const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { test, expect } = require('./lab');

const AREA = 'def area(radius):\n    """Its area."""\n    return 3 * radius';

async function opened(lab, ...cells) {
  lab.project();
  lab.notebook('circles.ipynb', [AREA, ...cells]);
  await lab.open('circles.ipynb');
  await lab.refactor();
  await expect(lab.panel.getByRole('button', { name: 'Verify' })).toBeEnabled();
  await lab.panel.getByRole('button', { name: 'Verify' }).click();
}

function alive(pid) {
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}

test('verify says that everything is the same, and writes nothing', async ({ lab }) => {
  await opened(lab, 'print(area(2))', 'import time\ntime.sleep(3)\narea(3)');
  await expect(lab.panel.getByText(/^(Before|After): cell \d of 3/)).toBeVisible();
  await lab.shot('verifying');
  await expect(lab.panel.getByText('2 of 2 outputs are the same', { exact: false })).toBeVisible();
  await lab.shot('verified');
  expect(existsSync(path.join(lab.root, 'src/churn/utils.py'))).toBe(false);
  expect((await lab.sources())[0]).toBe(AREA);
  await lab.panel.getByRole('checkbox', { name: 'Promote area' }).click();
  await expect(lab.panel.getByText('outputs are the same')).toBeHidden();
});

test('a run ends at the time limit of the settings', async ({ lab }) => {
  lab.project();
  lab.notebook('circles.ipynb', [AREA, 'import time\ntime.sleep(60)']);
  await lab.open('circles.ipynb');
  await lab.set({ verifyLimit: 0.05 });
  await lab.refactor();
  await lab.panel.getByRole('button', { name: 'Verify' }).click();
  await expect(lab.panel.getByText('was still in cell', { exact: false })).toBeVisible({ timeout: 60_000 });
});

test('the first difference is shown at its cell', async ({ lab }) => {
  // A notebook that reads its own file sees any change of it.
  await opened(lab, 'print(len(open("circles.ipynb").read()))');
  await expect(lab.panel.getByText(/^Cell 2: /)).toBeVisible();
  await expect(lab.panel.getByLabel('The first difference')).toBeVisible();
  await lab.shot('differs');
  await lab.panel.getByRole('status').getByRole('button', { name: 'Go to cell 2' }).click();
  await expect(lab.cell(1)).toHaveClass(/jp-mod-active/);
});

test('stop ends the kernels', async ({ lab }) => {
  const pids = path.join(lab.root, '..', `${lab.folder}.pids`);
  await opened(
    lab,
    `import os, time\nprint(os.getpid(), file=open(${JSON.stringify(pids)}, 'a'))\ntime.sleep(200)`
  );
  const found = () => (existsSync(pids) ? readFileSync(pids, 'utf8').split('\n') : []).filter(Boolean);
  await expect.poll(() => found().length).toBe(2);
  await lab.panel.getByRole('button', { name: 'Stop' }).click();
  await expect(lab.panel.getByRole('button', { name: 'Verify' })).toBeEnabled();
  await expect.poll(() => found().some(alive)).toBe(false);
});
