/** A command as the completion scripts need it. */
export interface CompletionCommand {
  readonly name: string;
  readonly summary: string;
  /** Long and short flags. */
  readonly flags: readonly string[];
  /** Words that can follow: commands of its own, or the values of its argument. */
  readonly words: readonly string[];
}

/** Shells that have a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** The completion script of a shell: commands, their options, and files elsewhere. */
export function completionScript(shell: (typeof SHELLS)[number], commands: readonly CompletionCommand[]): string {
  if (shell === 'fish') return fish(commands);
  const script = bash(commands);
  if (shell === 'bash') return script;
  return `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
autoload -Uz +X bashcompinit && bashcompinit
${script}`;
}

function bash(commands: readonly CompletionCommand[]): string {
  const cases = commands
    .map(({ name, flags, words }) => `    ${name}) flags='${flags.join(' ')}' words='${words.join(' ')}' ;;`)
    .join('\n');
  return `# Completion of cdk8s-flink: put this into a file that your shell reads at its start.
_cdk8s_flink() {
  local current=\${COMP_WORDS[COMP_CWORD]} flags='' words=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${commands.map((c) => c.name).join(' ')} --help --version'
  else
    case \${COMP_WORDS[1]} in
${cases}
    esac
    case $current in -*) words=$flags ;; esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _cdk8s_flink cdk8s-flink
`;
}

function fish(commands: readonly CompletionCommand[]): string {
  const lines = commands.flatMap(({ name, summary, flags, words }) => [
    `complete -c cdk8s-flink -n __fish_use_subcommand -a ${name} -d '${summary.replaceAll("'", "\\'")}'`,
    ...flags
      .filter((flag) => flag.startsWith('--'))
      .map((flag) => `complete -c cdk8s-flink -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`),
    ...(words.length === 0
      ? []
      : [`complete -c cdk8s-flink -n '__fish_seen_subcommand_from ${name}' -f -a '${words.join(' ')}'`]),
  ]);
  return `# Completion of cdk8s-flink: put this into ~/.config/fish/completions/cdk8s-flink.fish
complete -c cdk8s-flink -n __fish_use_subcommand -f
complete -c cdk8s-flink -n __fish_use_subcommand -l help
complete -c cdk8s-flink -n __fish_use_subcommand -l version
${lines.join('\n')}
`;
}
