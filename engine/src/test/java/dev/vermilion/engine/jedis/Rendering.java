package dev.vermilion.engine.jedis;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a method of Jedis returned, as text: two results are the same if their texts are. */
final class Rendering {

    private Rendering() {}

    /**
     * The text of a result.
     *
     * @param isUnordered true to leave the order of lists out
     */
    static String of(@Nullable Object result, boolean isUnordered) {
        if (result instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (result instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(of(key, isUnordered), of(value, isUnordered)));
            return sorted.toString();
        }
        if (result instanceof Map.Entry<?, ?> entry) {
            return of(entry.getKey(), isUnordered) + "=" + of(entry.getValue(), isUnordered);
        }
        if (result instanceof Collection<?> collection) {
            List<String> texts = new ArrayList<>();
            collection.forEach(each -> texts.add(of(each, isUnordered)));
            if (isUnordered || result instanceof Set) {
                texts.sort(null);
            }
            return texts.toString();
        }
        boolean isOfJedis = result != null && result.getClass().getName().startsWith("redis.clients.jedis");
        return isOfJedis && !(result instanceof Enum) ? fields(result, isUnordered) : String.valueOf(result);
    }

    private static String fields(Object result, boolean isUnordered) {
        Map<String, String> texts = new TreeMap<>();
        for (Class<?> each = result.getClass(); each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    texts.put(field.getName(), of(value(field, result), isUnordered));
                }
            }
        }
        return result.getClass().getSimpleName() + texts;
    }

    private static @Nullable Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a field of Jedis cannot be read", e);
        }
    }
}
