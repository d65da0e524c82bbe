/** The JSON values of a reply that sends one a line, each as soon as its line is complete. */
export async function* linesOf(response: Response): AsyncGenerator<unknown> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines.filter(line => line.trim() !== '')) {
      yield JSON.parse(line);
    }
    if (done) {
      return;
    }
  }
}
