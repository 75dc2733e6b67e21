import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.util.bash.BashJavaUtils;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Asks Flink itself for the memory of many configurations in one JVM, with the code that its start scripts call.
 *
 * <p>Standard input: one JSON object of options a line, such as {@code {"taskmanager.memory.process.size": "1g"}}. Each
 * gives one line: {@code {"jobmanager": R, "taskmanager": R}}, where R is {@code {"jvmArgs": [...], "dynamicConfigs":
 * {...}}} or, when Flink refuses the configuration, {@code {"errors": [message, cause, ...]}}.
 *
 * <p>A line that is a JSON string, such as {@code "2 gb"}, is read as a memory size: {@code {"bytes": "2147483648",
 * "text": "2 gb"}}, where text is how Flink prints it, or {@code {"errors": [message]}}.
 *
 * <pre>java -cp "$FLINK_HOME/bin/bash-java-utils.jar:$FLINK_HOME/lib/*" MemoryProbe.java &lt; configs.jsonl</pre>
 */
public final class MemoryProbe {
    private MemoryProbe() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // Flink's log goes there
        Method jobManager = resourceParams("getJmResourceParams");
        Method taskManager = resourceParams("getTmResourceParams");
        ObjectMapper json = new ObjectMapper();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode question = json.readTree(line);
            if (question.isTextual()) {
                answers.println(json.writeValueAsString(size(question.asText())));
                continue;
            }
            Map<String, String> options = new LinkedHashMap<>();
            question.fields().forEachRemaining(o -> options.put(o.getKey(), o.getValue().asText()));
            Configuration configuration = Configuration.fromMap(options);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("jobmanager", ask(jobManager, configuration));
            answer.put("taskmanager", ask(taskManager, configuration));
            answers.println(json.writeValueAsString(answer));
        }
    }

    private static Map<String, ?> size(String text) {
        try {
            MemorySize size = MemorySize.parse(text);
            // As text, because JSON readers lose digits above 2^53.
            return Map.of("bytes", Long.toString(size.getBytes()), "text", size.toString());
        } catch (IllegalArgumentException refused) {
            return Map.of("errors", List.of(refused.getMessage()));
        }
    }

    private static Method resourceParams(String name) throws NoSuchMethodException {
        Method method = BashJavaUtils.class.getDeclaredMethod(name, Configuration.class);
        method.setAccessible(true);
        return method;
    }

    /** Flink answers with two lines: JVM arguments, and {@code -D key=value} arguments for the main class. */
    private static Map<String, Object> ask(Method method, Configuration configuration) throws IllegalAccessException {
        try {
            List<?> lines = (List<?>) method.invoke(null, configuration);
            Map<String, String> dynamicConfigs = new LinkedHashMap<>();
            for (String option : lines.get(1).toString().split("\\s*-D\\s+")) {
                if (!option.isBlank()) {
                    String[] keyAndValue = option.trim().split("=", 2);
                    dynamicConfigs.put(keyAndValue[0], keyAndValue[1]);
                }
            }
            Map<String, Object> params = new LinkedHashMap<>();
            params.put("jvmArgs", lines.get(0).toString().trim().split(" "));
            params.put("dynamicConfigs", dynamicConfigs);
            return params;
        } catch (InvocationTargetException refused) {
            List<String> errors = new ArrayList<>();
            for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
                errors.add(cause.getMessage());
            }
            return Map.of("errors", errors);
        }
    }
}
