package dev.vermilion.engine.testing;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link EveryRedis} does: one invocation of the class per Redis, a skipped one for each that is missing. */
final class EveryRedisExtension implements ClassTemplateInvocationContextProvider {

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        RedisServers servers = context.getRoot()
                .getStore(Namespace.create(EveryRedis.class))
                .computeIfAbsent(RedisServers.class, key -> new RedisServers(), RedisServers.class);
        return servers.all().stream().map(each -> invocation(servers, each));
    }

    private static ClassTemplateInvocationContext invocation(RedisServers servers, RedisServers.Candidate candidate) {
        return new ClassTemplateInvocationContext() {
            @Override
            public String getDisplayName(int invocationIndex) {
                return candidate.name();
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                RedisServer server = candidate.server();
                return List.of(server == null ? skip(candidate.missing()) : new OnServer(servers, server));
            }
        };
    }

    private static ExecutionCondition skip(String reason) {
        return context -> ConditionEvaluationResult.disabled(reason);
    }

    private record OnServer(RedisServers servers, RedisServer server)
            implements ParameterResolver, BeforeEachCallback, BeforeTestExecutionCallback {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RedisServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return server;
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            server.flushAll();
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            servers.count(server);
        }
    }
}
