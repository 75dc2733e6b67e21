/** Name of the script in the ConfigMap. */
export const SUBMIT_SCRIPT_FILE = 'submit-job.sh';

/** Where the submitter finds the script. */
export const SUBMIT_SCRIPT_PATH = '/opt/flink-operator/submit-job.sh';

/**
 * Waits for the JobManager, runs Flink's client, and leaves the job's id and the beginning of the output in the pod's
 * termination message. Waiting times, exit codes and messages are those that the operator's script has; this one writes to
 * no file, and asks with bash where there is no curl, so it runs in any image of Flink, also with a read-only root.
 */
export const SUBMIT_SCRIPT = `#!/usr/bin/env bash
# Submits the job once the JobManager answers. The arguments are those of "flink run".
#
# The pod's termination message is YAML: "jobID", when there is one, and "message".
# Exit status: that of the client when the job has an id, else 1.
set -u
shopt -s lastpipe # what a loop at the end of a pipe learns is kept

readonly message_file=/dev/termination-log
readonly message_size=4096
readonly tries=120 # every 5 seconds, so 10 minutes
readonly wanted=3  # answers, before the JobManager counts as there to stay

output= # the beginning of what was printed
job_id=

say() {
  printf '%s\\n' "$1"
  remember "$1"
}

remember() {
  if ((\${#output} < message_size)); then output+="  \${1//$'\\n'/$'\\n  '}"$'\\n'; fi
}

# Usage: finish STATUS TEXT. As many whole lines as the message has room for.
finish() {
  local LC_ALL=C line rest=$output message=
  if [[ -n $job_id ]]; then message="jobID: $job_id"$'\\n'; fi
  message+="message: |"$'\\n'"  $2"$'\\n'
  while [[ -n $rest ]]; do
    line=\${rest%%$'\\n'*}$'\\n'
    if ((\${#message} + \${#line} > message_size)); then break; fi
    message+=$line
    rest=\${rest#*$'\\n'}
  done
  printf '%s' "$message" >"$message_file"
  exit "$1"
}

# The first line of the answer to a request, for images without curl.
readonly ask='exec 3<>"/dev/tcp/\${1%:*}/\${1##*:}" && printf "GET /jobs HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n" "$1" >&3 && head -n 1 <&3'

# True when the REST API answers with status 200.
job_manager_answers() {
  local status
  if command -v curl >/dev/null; then
    status=$(curl -sS -o /dev/null -w '%{http_code}' --connect-timeout 5 --max-time 10 "http://$FLINK_JM_ADDR/jobs" 2>&1)
    say "GET http://$FLINK_JM_ADDR/jobs: $status"
    [[ $status == 200 ]]
  else
    status=$(timeout 10 bash -c "$ask" bash "$FLINK_JM_ADDR" 2>&1)
    say "GET http://$FLINK_JM_ADDR/jobs: \${status%$'\\r'}"
    [[ $status == HTTP/*' 200'* ]]
  fi
}

wait_for_job_manager() {
  local try answers=0
  for ((try = 1; try <= tries; try++)); do
    if job_manager_answers && ((++answers >= wanted)); then return 0; fi
    sleep 5
  done
  return 1
}

echo '---------- Waiting for the JobManager ----------'
if ! wait_for_job_manager; then
  say "No JobManager after $tries tries."
  finish 1 'Aborted submit because JobManager is unavailable.'
fi

echo '---------- Submitting the job ----------'
output=
say "/opt/flink/bin/flink run $*"
/opt/flink/bin/flink run "$@" 2>&1 | while IFS= read -r line || [[ -n $line ]]; do
  printf '%s\\n' "$line"
  remember "$line"
  if [[ -z $job_id && $line =~ 'Job has been submitted with JobID '([0-9a-f]+) ]]; then job_id=\${BASH_REMATCH[1]}; fi
done
status=\${PIPESTATUS[0]}

if [[ -n $job_id ]]; then
  if ((status == 0)); then finish 0 'Successfully submitted!'; fi
  finish "$status" "Job failed with a non-zero exit code: $status"
fi
if ((status == 0)); then
  finish 1 'The submitter finished successfully but there is no job id. Did you forget to execute the pipeline?'
fi
finish 1 'Failed to submit.'
`;
