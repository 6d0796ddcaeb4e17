package dev.vermilion.engine.scripting.lua;

import dev.vermilion.engine.scripting.lua.Variables.Local;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link Parser} that reads expressions. */
final class ExpressionParser {

    /** How deep blocks and expressions may be nested, as in PUC Lua. */
    private static final int DEEPEST = 200;

    private static final int UNARY_PRIORITY = 8;

    private final Lexer lexer;
    private final Parser.Place place;
    private final Parser parser;
    private int level;

    ExpressionParser(Lexer lexer, Parser.Place place, Parser parser) {
        this.lexer = lexer;
        this.place = place;
        this.parser = parser;
    }

    void enterLevel() {
        if (++level > DEEPEST) {
            throw lexer.errorWithoutWord("chunk has too many syntax levels");
        }
    }

    void leaveLevel() {
        level--;
    }

    Expression[] list(Scope scope) {
        List<Expression> all = new ArrayList<>();
        do {
            all.add(expression(scope));
        } while (parser.accept(Token.COMMA));
        return all.toArray(new Expression[0]);
    }

    Expression expression(Scope scope) {
        return binary(scope, 0);
    }

    /** An expression whose operators bind more tightly than {@code limit}. */
    private Expression binary(Scope scope, int limit) {
        enterLevel();
        Expression left = unary(scope);
        int priority = leftPriority(lexer.token());
        while (priority > limit) {
            Token operator = lexer.token();
            Site site = place.at(lexer.line());
            lexer.next();
            Expression right = binary(scope, rightPriority(operator));
            left = combine(operator, left, right, site);
            priority = leftPriority(lexer.token());
        }
        leaveLevel();
        return left;
    }

    private Expression unary(Scope scope) {
        Token operator = lexer.token();
        Site site = place.at(lexer.line());
        switch (operator) {
            case NOT -> {
                lexer.next();
                return new Conditions.Not(binary(scope, UNARY_PRIORITY));
            }
            case MINUS -> {
                lexer.next();
                Expression operand = binary(scope, UNARY_PRIORITY);
                return operand.constant() instanceof Double number
                        ? new Constant(-number)
                        : Arithmetic.negated(operand, site);
            }
            case LENGTH -> {
                lexer.next();
                return new Strings.Length(binary(scope, UNARY_PRIORITY), site);
            }
            default -> {
                return simple(scope);
            }
        }
    }

    private static int leftPriority(Token operator) {
        return switch (operator) {
            case OR -> 1;
            case AND -> 2;
            case LESS, GREATER, LESS_EQUAL, GREATER_EQUAL, NOT_EQUAL, EQUAL -> 3;
            case CONCAT -> 5;
            case PLUS, MINUS -> 6;
            case TIMES, DIVIDE, MODULO -> 7;
            case POWER -> 10;
            default -> 0;
        };
    }

    /** Lower than the left one for operators that are right associative. */
    private static int rightPriority(Token operator) {
        return switch (operator) {
            case CONCAT -> 4;
            case POWER -> 9;
            default -> leftPriority(operator);
        };
    }

    private static Expression combine(Token operator, Expression left, Expression right, Site site) {
        return switch (operator) {
            case OR -> new Conditions.Or(left, right);
            case AND -> new Conditions.And(left, right);
            case LESS, GREATER, LESS_EQUAL, GREATER_EQUAL, NOT_EQUAL, EQUAL ->
                Conditions.comparison(operator, left, right, site);
            case CONCAT -> concatenation(left, right, site);
            default -> Arithmetic.of(operator, left, right, site);
        };
    }

    private static Expression concatenation(Expression left, Expression right, Site site) {
        List<Expression> parts = new ArrayList<>();
        parts.add(left);
        if (right instanceof Strings.Concatenation more) {
            parts.addAll(List.of(more.parts()));
        } else {
            parts.add(right);
        }
        return new Strings.Concatenation(parts.toArray(new Expression[0]), site);
    }

    private Expression simple(Scope scope) {
        Expression result = switch (lexer.token()) {
            case NUMBER -> new Constant(LuaNumber.box(lexer.number()));
            case STRING -> new Constant(lexer.text());
            case NIL -> new Constant(null);
            case TRUE -> new Constant(true);
            case FALSE -> new Constant(false);
            case DOTS -> surplus(scope);
            default -> null;
        };
        if (result != null) {
            lexer.next();
            return result;
        }
        if (lexer.token() == Token.OPEN_BRACE) {
            return constructor(scope);
        } else if (lexer.token() == Token.FUNCTION) {
            int line = lexer.line();
            lexer.next();
            return parser.functionBody(scope, false, line);
        }
        return suffixed(scope);
    }

    private Expression surplus(Scope scope) {
        if (!scope.prototype().takesSurplus) {
            throw lexer.error("cannot use '...' outside a vararg function");
        }
        scope.prototype().hasArgTable = false;
        return new Variables.Surplus();
    }

    /** A variable, call, or field: whatever begins with a name or a parenthesis. */
    Expression suffixed(Scope scope) {
        Expression result = primary(scope);
        while (true) {
            Site site = place.at(lexer.line());
            switch (lexer.token()) {
                case DOT -> {
                    lexer.next();
                    result = new Tables.Field(result, parser.name(), site);
                }
                case OPEN_BRACKET -> {
                    lexer.next();
                    result = index(result, expression(scope), site);
                    parser.expect(Token.CLOSE_BRACKET);
                }
                case COLON -> {
                    lexer.next();
                    LuaString name = parser.name();
                    result = new Calls.MethodCall(result, name, arguments(scope), site);
                }
                case OPEN_PAREN, STRING, OPEN_BRACE -> result = new Calls.Call(result, arguments(scope), site);
                default -> {
                    return result;
                }
            }
        }
    }

    private static Expression index(Expression table, Expression key, Site site) {
        return key.constant() instanceof LuaString name
                ? new Tables.Field(table, name, site)
                : new Tables.Index(table, key, site);
    }

    private Expression primary(Scope scope) {
        if (lexer.token() == Token.NAME) {
            return variable(scope, parser.name());
        } else if (lexer.token() != Token.OPEN_PAREN) {
            throw lexer.error("unexpected symbol");
        }
        int line = lexer.line();
        lexer.next();
        Expression inner = expression(scope);
        parser.match(Token.CLOSE_PAREN, Token.OPEN_PAREN, line);
        return new Variables.Single(inner);
    }

    /** The variable of that name: local, of a function around, or global. */
    Expression variable(Scope scope, LuaString name) {
        Local local = scope.local(name);
        if (local != null) {
            return new Variables.LocalVariable(local);
        }
        int upvalue = scope.upvalue(name, lexer);
        return upvalue >= 0
                ? new Variables.Upvalue(name, upvalue)
                : new Variables.Global(place.globals(), name, place.at(lexer.lastLine()));
    }

    private Expression[] arguments(Scope scope) {
        switch (lexer.token()) {
            case STRING -> {
                Expression text = new Constant(lexer.text());
                lexer.next();
                return new Expression[] {text};
            }
            case OPEN_BRACE -> {
                return new Expression[] {constructor(scope)};
            }
            case OPEN_PAREN -> {
                int line = lexer.line();
                if (line != lexer.lastLine()) {
                    throw lexer.error("ambiguous syntax (function call x new statement)");
                }
                lexer.next();
                if (parser.accept(Token.CLOSE_PAREN)) {
                    return new Expression[0];
                }
                Expression[] list = list(scope);
                parser.match(Token.CLOSE_PAREN, Token.OPEN_PAREN, line);
                return list;
            }
            default -> throw lexer.error("function arguments expected");
        }
    }

    private Expression constructor(Scope scope) {
        int line = lexer.line();
        parser.expect(Token.OPEN_BRACE);
        List<Expression> items = new ArrayList<>();
        List<@Nullable Expression> keys = new ArrayList<>();
        while (lexer.token() != Token.CLOSE_BRACE) {
            keys.add(key(scope));
            items.add(expression(scope));
            if (!parser.accept(Token.COMMA) && !parser.accept(Token.SEMICOLON)) {
                break;
            }
        }
        parser.match(Token.CLOSE_BRACE, Token.OPEN_BRACE, line);
        return new Tables.Constructor(
                items.toArray(new Expression[0]), keys.toArray(new Expression[0]), place.at(line));
    }

    /** {@code name =} or {@code [key] =} in a constructor; null before an item of the list. */
    private @Nullable Expression key(Scope scope) {
        if (lexer.token() == Token.NAME && lexer.peek() == Token.ASSIGN) {
            Expression name = new Constant(lexer.text());
            lexer.next();
            lexer.next();
            return name;
        } else if (lexer.token() == Token.OPEN_BRACKET) {
            lexer.next();
            Expression key = expression(scope);
            parser.expect(Token.CLOSE_BRACKET);
            parser.expect(Token.ASSIGN);
            return key;
        }
        return null;
    }
}
