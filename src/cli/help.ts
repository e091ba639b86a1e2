import type { Command, CommanderError, Option } from 'commander';
import { EngineError } from '../engine/errors.ts';
import { listed } from '../engine/listed.ts';

/** How a command is called to tell about itself, such as `overlingo start --help`. */
export function helpCallOf(command: Command): string {
  const names = [command.name()];
  for (let above = command.parent; above; above = above.parent) names.unshift(above.name());
  return `${names.join(' ')} --help`;
}

/**
 * Makes all commands below tell what is wrong with a command line as they tell everything: in one line, with the code
 * `usage`, and with the help of the very command.
 */
export function tellUsageErrors(command: Command): void {
  command.exitOverride((error) => {
    throw error.exitCode === 0 ? error : usageError(error, command);
  });
  // It is told once, by whoever catches the error.
  command.configureOutput({ outputError: () => undefined });
  for (const below of command.commands) tellUsageErrors(below);
}

function usageError({ message, code }: CommanderError, command: Command): EngineError {
  const hint = `See ${helpCallOf(command)}.`;
  // A name alone, such as `overlingo` or `overlingo models`: nothing is wrong with it but that.
  if (code === 'commander.help') {
    const names = command.commands.map((below) => below.name()).filter((name) => name !== 'help');
    return new EngineError('usage', `No command is given: ${command.name()} has ${names.join(', ')}.`, { hint });
  }
  const [problem = '', ...more] = message.replace(/^error: /u, '').split('\n');
  const sentence = problem.charAt(0).toUpperCase() + problem.slice(1);
  const meant = more.map((line) => line.replace(/^\((.*)\)$/u, '$1')).join(' ');
  const elsewhere = code === 'commander.unknownOption' ? whoHas(problem, command) : '';
  return new EngineError('usage', `${sentence.replace(/\.$/u, '')}${elsewhere}.`, {
    // What another command has is more likely than what is spelt alike.
    hint: meant === '' || elsewhere !== '' ? hint : `${meant} ${hint}`,
  });
}

/** Which other commands have the option that this one does not. */
function whoHas(problem: string, command: Command): string {
  const option = /'(--[\w-]+)/u.exec(problem)?.[1];
  const others = (command.parent?.commands ?? []).filter((other) =>
    other.options.some((known: Option) => !known.hidden && known.long === option),
  );
  const names = others.map((other) => other.name());
  return names.length === 0 ? '' : `, which ${listed(names)} ${names.length === 1 ? 'has' : 'have'}`;
}
