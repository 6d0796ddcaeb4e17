package dev.vermilion.engine.jedis;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.GeoCoordinate;
import redis.clients.jedis.HashImport;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.args.BitCountOption;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.args.HotkeysMetric;
import redis.clients.jedis.args.ListMoveOrder;
import redis.clients.jedis.args.LongRange;
import redis.clients.jedis.params.ArgrepParams;
import redis.clients.jedis.params.BitPosParams;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.CommandListFilterByParams;
import redis.clients.jedis.params.FailoverParams;
import redis.clients.jedis.params.GeoAddParams;
import redis.clients.jedis.params.GeoRadiusParam;
import redis.clients.jedis.params.GeoRadiusStoreParam;
import redis.clients.jedis.params.GeoSearchParam;
import redis.clients.jedis.params.GetExParams;
import redis.clients.jedis.params.HGetExParams;
import redis.clients.jedis.params.HSetExParams;
import redis.clients.jedis.params.HotkeysParams;
import redis.clients.jedis.params.IncrexFloatParams;
import redis.clients.jedis.params.IncrexParams;
import redis.clients.jedis.params.LCSParams;
import redis.clients.jedis.params.LMoveMParams;
import redis.clients.jedis.params.LPosParams;
import redis.clients.jedis.params.LolwutParams;
import redis.clients.jedis.params.MSetExParams;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.params.ModuleLoadExParams;
import redis.clients.jedis.params.RestoreParams;
import redis.clients.jedis.params.SDiffCardParams;
import redis.clients.jedis.params.SUnionCardParams;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.SortingParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XCfgSetParams;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.params.XTrimParams;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.params.ZIncrByParams;
import redis.clients.jedis.params.ZParams;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.util.CompareCondition;

/**
 * Turns the words of a line into arguments of the types that a method takes.
 *
 * @param names what words that begin with a dollar stand for
 */
record SampleArguments(Map<String, byte[]> names) {

    /** The arguments of types that are more than a word. */
    private static final List<Object> VALUES = List.of(
            ArgrepParams.unbounded().exact("a").limit(5),
            new BitPosParams(1, 30).modifier(BitCountOption.BIT),
            new ClientKillParams().id("123456789").type(ClientType.NORMAL),
            new CommandListFilterByParams().filterByPattern("get*"),
            new GeoAddParams().nx().ch(),
            new GeoRadiusParam()
                    .withCoord()
                    .withDist()
                    .withHash()
                    .sortAscending()
                    .count(5),
            new GeoRadiusStoreParam().store("result"),
            new GeoSearchParam()
                    .fromMember("Palermo")
                    .byRadius(200, GeoUnit.KM)
                    .asc()
                    .withCoord()
                    .withDist()
                    .withHash(),
            new GetExParams().persist(),
            new HGetExParams().ex(100),
            new HSetExParams().ex(100),
            new HotkeysParams().metrics(HotkeysMetric.CPU),
            new IncrexFloatParams().ubound(100),
            new IncrexParams().ubound(100),
            new LCSParams().idx().withMatchLen(),
            new LMoveMParams().count(2, ListMoveOrder.OBO),
            new LPosParams().rank(1),
            new LolwutParams().version(5),
            new MSetExParams().nx().ex(100),
            new MigrateParams().copy(),
            new ModuleLoadExParams(),
            new RestoreParams().replace(),
            new SDiffCardParams().limit(1),
            new SUnionCardParams().limit(1),
            new ScanParams().match("*").count(100),
            new SetParams().xx().ex(100),
            new SortingParams().desc().limit(0, 2),
            new XAddParams().id("7-1").maxLen(2),
            new XAutoClaimParams().count(1),
            new XCfgSetParams().idmpDuration(100),
            new XClaimParams().idle(10).retryCount(3),
            new XPendingParams("-", "+", 5),
            new XReadGroupParams().count(2),
            new XReadParams().count(2),
            new XTrimParams().maxLen(2),
            new ZAddParams().ch(),
            new ZIncrByParams().xx(),
            new ZParams().weights(2, 0.5).aggregate(ZParams.Aggregate.MAX),
            ZRangeParams.zrangeByScoreParams(1, 3).limit(1, 2),
            CompareCondition.valueEq("hello"),
            new CommandArguments(Protocol.Command.GET).add("key"),
            new FailoverParams(),
            LongRange.of(0, 1),
            new GeoCoordinate(15, 37));

    /** The same for methods that store what they find, which can be places only. */
    private static final List<Object> STORED = List.of(
            new GeoRadiusParam().sortAscending().count(5),
            new GeoSearchParam().fromMember("Palermo").byRadius(200, GeoUnit.KM).asc());

    /** The arguments of a call, or empty if the words do not fit. */
    Optional<List<Object>> of(Method method, List<String> words) {
        Deque<String> left = new ArrayDeque<>(words);
        List<Object> arguments = new ArrayList<>();
        try {
            for (Type type : method.getGenericParameterTypes()) {
                if (isValue(type)) {
                    arguments.add(value((Class<?>) type, method.getName().contains("Store")));
                    left.removeFirstOccurrence("*");
                } else {
                    arguments.add(parsed(type, left.remove()));
                }
            }
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return Optional.empty(); // another line may fit
        }
        return left.isEmpty() ? Optional.of(arguments) : Optional.empty();
    }

    private static boolean isValue(Type type) {
        return type == HashImport.class
                || type instanceof Class<?> plain && VALUES.stream().anyMatch(plain::isInstance);
    }

    private static Object value(Class<?> type, boolean isStored) {
        if (type == HashImport.class) {
            return HashImport.of("f", "g");
        }
        return Stream.concat(isStored ? STORED.stream() : Stream.empty(), VALUES.stream())
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no sample of " + type));
    }

    private Object parsed(Type type, String word) {
        if (type instanceof ParameterizedType generic) {
            return parsedGeneric(generic, word);
        }
        if (type instanceof GenericArrayType array) {
            return parsedArray(array.getGenericComponentType(), Map.Entry.class, word);
        }
        Class<?> plain = (Class<?>) type;
        boolean isArray = plain.isArray() && plain != byte[].class;
        if (isArray != word.contains(";")) {
            throw new IllegalArgumentException(word + " is not a " + type);
        }
        if (plain == String.class) {
            return new String(bytes(word), StandardCharsets.ISO_8859_1);
        }
        if (plain == byte[].class) {
            return bytes(word);
        }
        if (isArray) {
            return parsedArray(plain.getComponentType(), plain.getComponentType(), word);
        }
        return parsedScalar(plain, word);
    }

    private static Object parsedScalar(Class<?> type, String word) {
        if (type == int.class) {
            return Integer.parseInt(word);
        }
        if (type == long.class || type == Long.class) {
            return Long.parseLong(word);
        }
        if (type == double.class || type == Double.class) {
            return Double.parseDouble(word);
        }
        if (type == boolean.class && (word.equals("true") || word.equals("false"))) {
            return Boolean.parseBoolean(word);
        }
        if (type == StreamEntryID.class) {
            return word.equals(">") ? StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY : new StreamEntryID(word);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.toString().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word + " is not of " + type));
        }
        return value(type, false);
    }

    private Object parsedGeneric(ParameterizedType type, String word) {
        Type[] parts = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            if (!word.contains(";")) {
                throw new IllegalArgumentException(word + " is not a list");
            }
            return Arrays.stream(word.split(";"))
                    .map(each -> parsed(parts[0], each))
                    .toList();
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        for (String each : word.split(";")) {
            String[] pair = each.split(":");
            if (pair.length != 2) {
                throw new IllegalArgumentException(word + " is not a map");
            }
            map.put(parsed(parts[0], pair[0]), parsed(parts[1], pair[1]));
        }
        return type.getRawType() == Map.class ? map : map.entrySet().iterator().next();
    }

    private Object parsedArray(Type of, Class<?> component, String word) {
        String[] words = word.split(";");
        Object array = Array.newInstance(component, words.length);
        for (int i = 0; i < words.length; i++) {
            Array.set(array, i, parsed(of, words[i]));
        }
        return array;
    }

    private byte[] bytes(String word) {
        byte[] named = names.get(word);
        return named == null ? word.getBytes(StandardCharsets.ISO_8859_1) : named;
    }
}
