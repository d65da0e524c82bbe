import { isRetouch } from '../src/retouch';

const STEP = 'parts = []\nfor c in columns:\n    parts.append(df[c])\ny = df["churn"]';

describe('isRetouch', () => {
  it.each([
    ['a cell that becomes a call', STEP, 'parts, y = split_columns(df, columns)'],
    [
      'a cell that becomes a call, with a line that stays',
      `${STEP}\ny`,
      'y = pick(df)\ny'
    ],
    [
      'a function that becomes an import',
      'def f(x):\n    return x',
      'from churn.utils import f'
    ],
    ['something new', '', 'x = 1'],
    ['something gone', 'x = 1', ''],
    ['a line more', 'x = 1', 'x = 1\ny = 2'],
    [
      'one word of a line and a line more',
      'x = func1(1)\n\nz',
      'x = area(1)\n\nz\ny = 2'
    ]
  ])('is none: %s', (_, before, after) => {
    expect(isRetouch(before, after)).toBe(false);
  });

  it.each([
    [
      'a better name',
      'ages = df["age"].apply(func1)',
      'ages = df["age"].apply(get_age)'
    ],
    [
      'two lines apart',
      'a = func1(x, y)\nb = 2\nc\nd\nc = func1(z, y)',
      'a = area(x, y)\nb = 2\nc\nd\nc = area(z, y)'
    ],
    ['one version', 'pandas = ">=2.1,<3"', 'pandas = ">=2.2,<3"']
  ])('is one: %s', (_, before, after) => {
    expect(isRetouch(before, after)).toBe(true);
  });
});
