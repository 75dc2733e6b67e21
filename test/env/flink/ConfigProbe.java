import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Reads configuration folders with the code of Flink itself.
 *
 * <p>Standard input: the path of a folder a line. Each gives one line: {@code {"options": {key: text}, "args": [...]}},
 * where the arguments are those of the job, read as the list option that they are.
 *
 * <pre>java -cp "$FLINK_HOME/bin/bash-java-utils.jar:$FLINK_HOME/lib/*" ConfigProbe.java &lt; folders</pre>
 */
public final class ConfigProbe {
    private static final ConfigOption<List<String>> ARGS =
            ConfigOptions.key("$internal.application.program-args").stringType().asList().noDefaultValue();

    private ConfigProbe() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err); // Flink's log goes there
        ObjectMapper json = new ObjectMapper();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Configuration configuration = GlobalConfiguration.loadConfiguration(line);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("options", configuration.toMap());
            answer.put("args", configuration.getOptional(ARGS).orElse(List.of()));
            answers.println(json.writeValueAsString(answer));
        }
    }
}
