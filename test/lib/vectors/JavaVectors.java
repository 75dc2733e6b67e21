import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Prints java.json: what Java says about doubles and the order of hash maps. `java JavaVectors.java > java.json` */
public class JavaVectors {
    private static final double[] DOUBLES = {
        0, 1, 2, 10, 100, 0.5, 0.1, 0.25, 1.333, 1.3333333333333333, 0.001, 0.0001, 0.00099, 9.99E-4, 123456.789,
        9999999, 9999999.5, 1.0E7, 12345678.9, 1.0E10, 1.0E21, 1.0E22, 1.0E-7, 0.1 + 0.2, 1.0 / 3, 2.0 / 3, 1.1, 1.7,
        1.0E100, 1.0E-100, -1, -0.5, -1.0E7, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
    };

    private static final String[] WORDS = {
        "PATH", "HOME", "JAVA_HOME", "AWS_REGION", "AWS_ACCESS_KEY_ID", "ENABLE_BUILT_IN_PLUGINS", "LD_PRELOAD", "TZ",
        "A", "B", "AaAa", "BBBB", "AaBB", "BBAa", "__proto__", "constructor", "toString", "1", "10", "9", "größe",
        "名前", "s3-secret", "kerberos", "my.key/name",
    };

    private static String json(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\' || c < ' ' || c > '~') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }

    private static String json(Iterable<String> texts) {
        List<String> parts = new ArrayList<>();
        for (String text : texts) parts.add(json(text));
        return "[" + String.join(", ", parts) + "]";
    }

    private static String word(Random random) {
        if (random.nextInt(3) == 0) return WORDS[random.nextInt(WORDS.length)];
        StringBuilder out = new StringBuilder();
        for (int length = 1 + random.nextInt(12); length > 0; length--) {
            out.append((char) (random.nextInt(8) == 0 ? 0xa0 + random.nextInt(0xd000) : '!' + random.nextInt(94)));
        }
        return out.toString();
    }

    public static void main(String[] args) {
        List<String> doubles = new ArrayList<>();
        for (double d : DOUBLES) doubles.add("    [" + json(String.valueOf(d)) + ", " + json(bits(d)) + "]");
        // CPU as people write it: thousandths of a core and small fractions.
        for (int i = 1; i < 64; i++) doubles.add("    [" + json(String.valueOf(i / 16.0)) + ", " + json(bits(i / 16.0)) + "]");
        for (int i = 1; i < 4000; i += 37) {
            doubles.add("    [" + json(String.valueOf(i / 1000.0)) + ", " + json(bits(i / 1000.0)) + "]");
        }
        Random random = new Random(42);
        List<String> orders = new ArrayList<>();
        for (int size : new int[] {1, 2, 3, 5, 8, 11, 12, 13, 14, 20, 24, 25, 40, 49, 60, 97}) {
            for (int round = 0; round < 3; round++) {
                Set<String> keys = new LinkedHashSet<>();
                while (keys.size() < size) keys.add(word(random));
                HashMap<String, String> map = new HashMap<>();
                for (String key : keys) map.put(key, "");
                orders.add("    { \"put\": " + json(keys) + ", \"iterated\": " + json(map.keySet()) + " }");
            }
        }
        System.out.println("{\n  \"doubles\": [\n" + String.join(",\n", doubles) + "\n  ],\n  \"orders\": [\n"
            + String.join(",\n", orders) + "\n  ]\n}");
    }

    private static String bits(double value) {
        return String.format("%016x", Double.doubleToRawLongBits(value));
    }
}
