// Times in a real browser, for `make bench`: node timings.js FOLDER TURNS prints them as JSON, in seconds.
// FOLDER holds notebooks called hundred-0.ipynb, thousand_cold-0.ipynb and so on, two of each size for every turn.
const { cpSync } = require('node:fs');
const { chromium } = require('@playwright/test');
const { Lab } = require('./lab');
const { use } = require('./playwright.config');
const { Server } = require('./server');

/** How long somebody looks at a notebook before the click, in milliseconds. */
const LOOK = 2000;

async function main(folder, turns) {
  const server = new Server('lab');
  await server.start();
  const browser = await chromium.launch(use.launchOptions);
  try {
    const page = await browser.newPage({ ...use, baseURL: server.url });
    const lab = new Lab(page, server);
    cpSync(folder, lab.root, { recursive: true });
    await lab.open('warm-up.ipynb');
    await click(lab); // the pool's processes start
    const looks = { hundred: LOOK, hundred_cold: 0, thousand: LOOK, thousand_cold: 0 };
    const lists = { empty: [] };
    for (let turn = 0; turn < turns; turn++) {
      lists.empty.push(await empty(page));
      for (const [kind, look] of Object.entries(looks)) {
        (lists[kind] ??= []).push(await listed(lab, `${kind}-${turn}.ipynb`, look));
      }
    }
    const typing = { closed: [], open: [] };
    for (let turn = 0; turn < turns; turn++) {
      for (const side of ['closed', 'open']) {
        typing[side].push(await typed(lab, side));
      }
    }
    const least = times => Math.min(...times) / 1000;
    const smallest = of => Object.fromEntries(Object.entries(of).map(([name, times]) => [name, least(times)]));
    console.log(JSON.stringify({ ...smallest(lists), ...smallest(typing) }));
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** An authenticated request that asks for nothing. */
function empty(page) {
  return page.evaluate(async () => {
    const start = performance.now();
    await (await fetch('/api/me')).json();
    return performance.now() - start;
  });
}

/** Opens a notebook that the server has never seen, with its kernel, and looks at it; then from the click to the painted list. */
async function listed(lab, name, look) {
  await lab.run('docmanager:open', { path: `${lab.folder}/${name}` });
  // Until then the notebook before it is in front, whose list is painted already.
  await lab.page.waitForFunction(label => window.jupyterapp.shell.currentWidget?.title.label === label, name);
  await lab.ready();
  await lab.kernel();
  await lab.page.waitForTimeout(look);
  return click(lab);
}

/** From the click to the painted list; closes the panel again. */
async function click(lab) {
  await lab.page.evaluate(() => {
    const { label } = window.jupyterapp.shell.currentWidget.title;
    const isThere = () =>
      document.querySelector('#jp-promote-panel h2')?.title === label &&
      document.querySelector('#jp-promote-panel .jp-Promote-row');
    const frame = () => new Promise(requestAnimationFrame);
    const pressed = new Promise(resolve => {
      document.addEventListener('mousedown', () => resolve(performance.now()), { once: true, capture: true });
    });
    window.painted = (async () => {
      const start = await pressed;
      if (isThere()) {
        throw new Error('The list was there before the click.');
      }
      while (!isThere()) {
        await frame();
      }
      await frame(); // what was there before this frame is painted by now
      return performance.now() - start;
    })();
  });
  await lab.refactor();
  const took = await lab.page.evaluate(() => window.painted);
  await lab.page.evaluate(() => window.jupyterapp.shell.collapseRight());
  return took;
}

/** The longest time between two frames while somebody types, rests until the list follows, and types on. */
async function typed(lab, side) {
  const { page } = lab;
  await page.evaluate(
    open => {
      const { shell } = window.jupyterapp;
      open ? shell.activateById('jp-promote-panel') : shell.collapseRight();
    },
    side === 'open'
  );
  await lab.cell(3).locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.evaluate(() => {
    window.longest = 0;
    let before = performance.now();
    const watch = now => {
      window.longest = Math.max(window.longest, now - before);
      before = now;
      window.watching = requestAnimationFrame(watch);
    };
    window.watching = requestAnimationFrame(watch);
  });
  for (let burst = 0; burst < 3; burst++) {
    await page.keyboard.type('# well now', { delay: 50 });
    await page.waitForTimeout(1100);
  }
  return page.evaluate(() => {
    cancelAnimationFrame(window.watching);
    return window.longest;
  });
}

main(process.argv[2], Number(process.argv[3]));
