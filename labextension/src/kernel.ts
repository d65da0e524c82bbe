import type { Kernel, KernelMessage } from '@jupyterlab/services';

import type { KernelFacts } from './tokens';

export const NOTHING_KNOWN: KernelFacts = { types: {}, python: null };

/** How long anything waits for a kernel, in milliseconds: a running cell may hold it up. */
const LONG = 60_000;

/** How long the next cell waits until it can import what was promoted. */
const SHORT = 5000;

/** Never more names than a signature could want. */
const MANY = 500;

// The type's public home is the shortest module path that gives it: pandas.DataFrame, not
// pandas.core.frame.DataFrame. The namespace is copied because its cell may be running.
const FACTS = `__import__('IPython.display').display.JSON((lambda modules, home: {
  'python': __import__('sys').executable,
  'types': {
    name: home(type(value), modules) for name, value in list(globals().items())[:${MANY}]
    if not name.startswith('_') and type(value).__module__ != '__main__'
    and type(value).__name__ not in ('module', 'function', 'type', 'builtin_function_or_method')
    and home(type(value), modules)
  }
})(__import__('sys').modules, lambda kind, modules: kind.__qualname__ if kind.__module__ == 'builtins' else next((
  '.'.join(parts[:n]) + '.' + kind.__name__
  for parts in [kind.__module__.split('.')] for n in range(1, len(parts) + 1)
  if not parts[0].startswith('_')
  and getattr(modules.get('.'.join(parts[:n])), kind.__name__, None) is kind), '')))`;

/** What the running kernel knows, as soon as it answers; never disturbs it. */
export async function kernelFacts(
  kernel: Kernel.IKernelConnection | null | undefined
): Promise<KernelFacts> {
  if (!kernel || kernel.status === 'dead' || kernel.status === 'unknown') {
    return NOTHING_KNOWN;
  }
  const answer = await within(LONG, ask(kernel, FACTS));
  return isFacts(answer) ? answer : NOTHING_KNOWN;
}

/**
 * Makes the package in `folder` importable in the running kernel; modules of it that are loaded
 * already are loaded again, so that new names are found in them.
 *
 * No name is bound in the notebook's namespace and nothing is counted as an execution.
 */
export async function makeImportable(
  kernel: Kernel.IKernelConnection | null | undefined,
  folder: string,
  modules: readonly string[],
  autoreload: boolean
): Promise<void> {
  if (!kernel || kernel.status === 'dead') {
    return;
  }
  const names = JSON.stringify(modules);
  const reload = `[__import__('importlib').reload(module) for module in [__import__('sys').modules.get(name) for name in ${names}] if module]`;
  const steps = [
    `[path.insert(0, folder) for path in [__import__('sys').path] for folder in [${JSON.stringify(folder)}] if folder not in path]`,
    `__import__('importlib').invalidate_caches()`,
    reload,
    ...(autoreload ? [AUTORELOAD] : [])
  ];
  const done = `__import__('IPython.display').display.JSON([${steps.join(', ')}] and {})`;
  const answer = ask(kernel, done);
  if (kernel.supportsSubshells) {
    await within(SHORT, answer); // else the next cell stands behind it in the kernel's queue
  }
}

const AUTORELOAD = `[shell.run_line_magic(*line) for shell in [get_ipython()] for line in [('load_ext', 'autoreload'), ('autoreload', '2')]]`;

/** The promise's value; null where it does not come in time. */
export async function within<T>(
  patience: number,
  promise: Promise<T>
): Promise<T | null> {
  let timer = 0;
  const late = new Promise<null>(resolve => {
    timer = window.setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    window.clearTimeout(timer);
  }
}

/** The value of a Python expression that makes a `display.JSON`; null without an answer. */
async function ask(
  kernel: Kernel.IKernelConnection,
  expression: string
): Promise<unknown> {
  try {
    return await (kernel.supportsSubshells
      ? askBeside(kernel, expression)
      : evaluate(kernel, expression));
  } catch {
    // A kernel that restarts or dies while it is asked: the same as one that knows nothing.
    return null;
  }
}

/**
 * Asks in a subshell, which answers while a cell runs. Whether one runs is not asked: the status that
 * a connection tells is that of the subshell's last answer, too.
 */
async function askBeside(
  kernel: Kernel.IKernelConnection,
  expression: string
): Promise<unknown> {
  const created = await kernel.requestCreateSubshell({}).done;
  const { subshell_id } = created.content;
  const beside = kernel.clone();
  beside.subshellId = subshell_id;
  try {
    return await evaluate(beside, expression);
  } finally {
    beside.dispose();
    void kernel.requestDeleteSubshell({ subshell_id }).done.catch(() => undefined);
  }
}

async function evaluate(
  kernel: Kernel.IKernelConnection,
  expression: string
): Promise<unknown> {
  const future = kernel.requestExecute(
    {
      code: '',
      silent: true,
      store_history: false,
      allow_stdin: false,
      stop_on_error: false,
      user_expressions: { value: expression }
    },
    false
  );
  const reply = (await future.done) as KernelMessage.IExecuteReplyMsg | undefined;
  return reply?.content.status === 'ok'
    ? valueOf(reply.content.user_expressions)
    : null;
}

function valueOf(expressions: unknown): unknown {
  const { value } = expressions as { value?: { data?: Record<string, unknown> } };
  return value?.data?.['application/json'] ?? null;
}

function isFacts(answer: unknown): answer is KernelFacts {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'types' in answer &&
    'python' in answer
  );
}
