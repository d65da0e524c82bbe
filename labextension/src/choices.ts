import type { Choice, Preferences } from './tokens';
import type { Decision, Proposal } from './wire';

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const MODULE = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/i;
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except ' +
    'finally for from global if import in is lambda nonlocal not or pass raise return try while ' +
    'with yield'
  ).split(' ')
);

export type NameFault = 'empty' | 'keyword' | 'no-name';

/** The choice that takes a proposal as it was made. */
export function firstChoice(proposal: Proposal, preferences: Preferences): Choice {
  const { name, module, parameters } = proposal.questions;
  return {
    accepted: proposal.worth,
    name,
    module: preferences.groupByTopic ? module : preferences.defaultModule,
    parameters,
    keep: []
  };
}

/** The decision to send: only what differs from the proposal is named. */
export function decisionOf(proposal: Proposal, choice: Choice): Decision {
  const renamed = choice.parameters
    .filter((chosen, at) => chosen.name !== proposal.questions.parameters[at]?.name)
    .map(chosen => [chosen.source, chosen.name]);
  return {
    proposal: proposal.id,
    accepted: choice.accepted,
    name: choice.name === proposal.questions.name ? null : choice.name,
    module: choice.module === proposal.questions.module ? null : choice.module,
    parameters: Object.fromEntries(renamed) as Record<string, string>,
    keep: [...choice.keep]
  };
}

/** The decisions for the accepted proposals, and for those that they need. */
export function decisionsOf(
  proposals: readonly Proposal[],
  choices: ReadonlyMap<string, Choice>,
  only: string | null = null
): Decision[] {
  const taken = withNeeds(
    proposals,
    proposals.filter(({ id }) =>
      only === null ? choices.get(id)?.accepted : id === only
    )
  );
  return proposals.flatMap(proposal => {
    const choice = choices.get(proposal.id);
    return choice && taken.has(proposal.id)
      ? [decisionOf(proposal, { ...choice, accepted: true })]
      : [];
  });
}

/** The ids of `chosen` and of all that they need. */
export function withNeeds(
  proposals: readonly Proposal[],
  chosen: readonly Proposal[]
): ReadonlySet<string> {
  const byId = new Map(proposals.map(proposal => [proposal.id, proposal]));
  const found = new Set<string>();
  const visit = (proposal: Proposal | undefined): void => {
    if (proposal && !found.has(proposal.id)) {
      found.add(proposal.id);
      proposal.needs.forEach(id => visit(byId.get(id)));
    }
  };
  chosen.forEach(visit);
  return found;
}

/** What is wrong with a name for a function or a parameter; null when nothing is. */
export function nameFault(name: string): NameFault | null {
  if (name === '') {
    return 'empty';
  }
  if (KEYWORDS.has(name)) {
    return 'keyword';
  }
  return IDENTIFIER.test(name) ? null : 'no-name';
}

/** What is wrong with the name of a module (`features`, `data.load`). */
export function moduleFault(name: string): NameFault | null {
  if (name === '') {
    return 'empty';
  }
  if (name.split('.').some(part => KEYWORDS.has(part))) {
    return 'keyword';
  }
  return MODULE.test(name) ? null : 'no-name';
}

/** True when nothing in the choice keeps it from being planned. */
export function isSound(choice: Choice): boolean {
  return (
    nameFault(choice.name) === null &&
    moduleFault(choice.module) === null &&
    choice.parameters.every(({ name }) => nameFault(name) === null)
  );
}
