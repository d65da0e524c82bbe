import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import * as path from 'path';

const HERE = path.resolve(__dirname, '..');

it('src/wire.ts is what the schema makes it', () => {
  const made = execFileSync('node', ['scripts/wire.mjs'], {
    cwd: HERE,
    encoding: 'utf8'
  });
  expect(readFileSync(path.join(HERE, 'src/wire.ts'), 'utf8')).toBe(made);
});

it('the extension and the package have the same version', () => {
  const { version } = JSON.parse(readFileSync(path.join(HERE, 'package.json'), 'utf8'));
  const python = readFileSync(path.join(HERE, '../pyproject.toml'), 'utf8');
  expect(python).toContain(`version = "${version}"`);
});
