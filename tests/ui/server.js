// A JupyterLab of its own, on a folder of its own, that a spec may also stop, kill and start again.
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, symlinkSync } = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const path = require('node:path');

const VENV = path.join(__dirname, '..', '..', '.venv');
const CONFIG = path.join(__dirname, 'jupyter_server_config.py');
const PATIENCE = 120_000;

/** The environments: each has what .venv has, and what its list of requirements adds. */
const HOMES = { lab: VENV, notebook: path.join(VENV, 'notebook'), together: path.join(VENV, 'together') };

class Server {
  constructor(kind) {
    this.home = HOMES[kind];
    this.folder = mkdtempSync(path.join(tmpdir(), `promote-ui-${kind}-`));
    this.root = path.join(this.folder, 'root');
    this.application = path.join(this.folder, 'lab');
    this.join();
  }

  /** The application's files: those of .venv, and the schemas that the environment on top of it adds. */
  join() {
    const schemas = path.join(this.application, 'schemas');
    mkdirSync(schemas, { recursive: true });
    const [base, top] = [VENV, this.home].map(home => path.join(home, 'share', 'jupyter', 'lab'));
    for (const name of ['static', 'themes']) {
      symlinkSync(path.join(base, name), path.join(this.application, name));
    }
    for (const found of new Set([base, top])) {
      const folder = path.join(found, 'schemas');
      for (const scope of existsSync(folder) ? readdirSync(folder) : []) {
        symlinkSync(path.join(folder, scope), path.join(schemas, scope));
      }
    }
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  async start() {
    this.port ??= await freePort();
    const log = openSync(path.join(this.folder, 'log'), 'a');
    this.process = spawn(path.join(this.home, 'bin', 'python'), ['-m', 'jupyterlab', '--config', CONFIG], {
      cwd: this.folder,
      env: { ...process.env, ...this.environment() },
      detached: true, // Ctrl+C in the terminal is ours to pass on
      stdio: ['ignore', log, log]
    });
    await this.answers();
  }

  /** Asked nicely first; a Jupyter server with a thread that waits would never go by itself. */
  async stop() {
    await this.endKernels();
    const gone = this.end('SIGTERM');
    const patience = setTimeout(() => this.process.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(patience);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** As when the machine loses power: nothing is said to anybody. */
  kill() {
    return this.end('SIGKILL');
  }

  async end(signal) {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = new Promise(resolve => this.process.once('exit', resolve));
      this.process.kill(signal);
      await gone;
    }
  }

  /** What one test leaves behind for the next: kernels and settings. */
  async forget() {
    await this.endKernels();
    rmSync(path.join(this.folder, 'settings', 'user'), { recursive: true, force: true });
  }

  async endKernels() {
    const kernels = `${this.url}/api/kernels`;
    const signal = AbortSignal.timeout(5000); // a spec that failed may have left the server standing still
    const listed = () => fetch(kernels, { signal }).catch(() => null);
    let reply = await listed();
    while (reply?.status === 404 || reply?.status === 500) {
      reply = await listed(); // a kernel that starts or ends meanwhile spoils the whole list
    }
    const running = reply === null ? [] : await reply.json();
    await Promise.all(running.map(({ id }) => fetch(`${kernels}/${id}`, { method: 'DELETE', signal })));
  }

  /** A server that has no time for us: requests wait until `resume`. */
  pause() {
    this.process.kill('SIGSTOP');
  }

  resume() {
    this.process.kill('SIGCONT');
  }

  environment() {
    return {
      LAB_PORT: String(this.port),
      LAB_FOLDER: this.folder,
      PATH: `${path.join(this.home, 'bin')}:${path.join(VENV, 'bin')}:${process.env.PATH}`,
      JUPYTERLAB_DIR: this.application,
      JUPYTER_PATH: path.join(VENV, 'share', 'jupyter'),
      JUPYTER_CONFIG_PATH: path.join(VENV, 'etc', 'jupyter'),
      JUPYTER_CONFIG_DIR: path.join(this.folder, 'config'),
      JUPYTER_DATA_DIR: path.join(this.folder, 'data')
    };
  }

  async answers() {
    const until = Date.now() + PATIENCE;
    while (Date.now() < until && this.process.exitCode === null) {
      if (await fetch(`${this.url}/api/status`).then(({ ok }) => ok, () => false)) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`JupyterLab does not start; see ${path.join(this.folder, 'log')}`);
  }
}

function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

module.exports = { Server };
