/** The line that imports `name` from a module of `package`. */
export function importLine(packageName: string, module: string, name: string): string {
  return `from ${packageName}.${module} import ${name}`;
}

/** `encode(customers: DataFrame, *, seed=0) → DataFrame` → `encode(customers)`: what must be given. */
export function callOf(signature: string): string {
  const open = signature.indexOf('(');
  if (open < 0) {
    return `${signature}()`;
  }
  const required = splitParameters(signature.slice(open + 1))
    .filter(parameter => !parameter.includes('=') && !/^[*/]/.test(parameter))
    .map(parameter => parameter.split(':')[0].trim());
  return `${signature.slice(0, open)}(${required.join(', ')})`;
}

/** The parameters up to the parenthesis that closes them. */
function splitParameters(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    depth += '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
    if (depth < 0) {
      break;
    }
    if (character === ',' && depth === 0) {
      parts.push('');
    } else {
      parts[parts.length - 1] += character;
    }
  }
  return parts.map(part => part.trim()).filter(part => part !== '');
}

/** Where an import goes in a cell: above its code, below the line of a cell magic. */
export function importOffset(source: string): number {
  return source.startsWith('%%') ? source.indexOf('\n') + 1 || source.length : 0;
}
