const { test, expect } = require('./lab');

test('the button lists what could be promoted', async ({ lab }) => {
  lab.example();
  await lab.open('Untitled.ipynb');
  await lab.refactor();
  await expect(lab.panel.getByRole('checkbox', { name: /^Promote / }).first()).toBeVisible();
  await lab.shot('list');
});
