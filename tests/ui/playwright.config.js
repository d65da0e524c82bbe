const { defineConfig } = require('@playwright/test');
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

// The config is read by every worker: what the first one chose goes on through the environment.
process.env.LAB_PORT ??= String(20000 + Math.floor(Math.random() * 20000));
process.env.LAB_ROOT ??= mkdtempSync(path.join(tmpdir(), 'promote-ui-'));
const url = `http://127.0.0.1:${process.env.LAB_PORT}`;

module.exports = defineConfig({
  testDir: __dirname,
  // Specs of what other packages add (jupyter-collaboration, Notebook 7) need them installed.
  testMatch: process.env.LAB_MORE ? '*.more.js' : '*.spec.js',
  outputDir: path.join(__dirname, 'test-results'),
  workers: 1,
  retries: process.env.CI ? 2 : 0, // a machine that is busy with other things
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: url,
    viewport: { width: 1400, height: 900 },
    trace: 'off',
    video: 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-sync',
        '--disable-background-networking',
        '--disable-component-update'
      ]
    }
  },
  webServer: {
    command: `${process.env.JUPYTER ?? 'jupyter'} lab --config jupyter_server_config.py`,
    cwd: __dirname,
    url: `${url}/lab`,
    timeout: 120_000,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: process.env.LAB_LOG ? 'pipe' : 'ignore'
  }
});
