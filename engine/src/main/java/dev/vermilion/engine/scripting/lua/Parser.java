package dev.vermilion.engine.scripting.lua;

import dev.vermilion.engine.scripting.lua.Variables.Local;
import dev.vermilion.engine.scripting.lua.Variables.Target;
import java.util.ArrayList;
import java.util.List;

/** Makes a function of a Lua 5.1 text: statements here, expressions in {@link ExpressionParser}. */
final class Parser {

    private static final LuaString SELF = LuaString.of("self");
    private static final LuaString ARG = LuaString.of("arg");

    private final Lexer lexer;
    private final ExpressionParser expressions;
    private final Place place;

    /**
     * What all nodes of a text share.
     *
     * @param chunk its name, as messages show it
     * @param globals where its global variables are
     */
    record Place(LuaState state, String chunk, LuaTable globals) {
        Site at(int line) {
            return new Site(state, chunk, line);
        }
    }

    private Parser(Lexer lexer, Place place) {
        this.lexer = lexer;
        this.place = place;
        this.expressions = new ExpressionParser(lexer, place, this);
    }

    /**
     * The function that does what a text says.
     *
     * @param chunk the name of the text, as messages show it
     * @throws LuaError if it is no Lua
     */
    static Closure compile(LuaString source, String chunk, LuaTable globals, LuaState state) {
        Lexer lexer = new Lexer(source, chunk);
        Parser parser = new Parser(lexer, new Place(state, chunk, globals));
        Prototype main = new Prototype(0);
        main.takesSurplus = true;
        Scope scope = new Scope(null, main);
        main.body = parser.block(scope);
        if (lexer.token() != Token.END_OF_TEXT) {
            throw lexer.error("'<eof>' expected");
        }
        scope.close(List.of());
        return new Closure(main, new Cell[0], state);
    }

    /** Statements up to a word that ends a block; the variables in it are known to its end only. */
    private Statement block(Scope scope) {
        int mark = scope.mark();
        Statement block = openBlock(scope);
        scope.leave(mark);
        return block;
    }

    private Statement openBlock(Scope scope) {
        expressions.enterLevel();
        List<Statement> statements = new ArrayList<>();
        boolean last = false;
        while (!last && !endsBlock(lexer.token())) {
            last = lexer.token() == Token.RETURN || lexer.token() == Token.BREAK;
            statements.add(statement(scope));
            if (lexer.token() == Token.SEMICOLON) {
                lexer.next();
            }
        }
        expressions.leaveLevel();
        return Blocks.of(statements.toArray(new Statement[0]));
    }

    private static boolean endsBlock(Token token) {
        return switch (token) {
            case ELSE, ELSEIF, END, END_OF_TEXT, UNTIL -> true;
            default -> false;
        };
    }

    private Statement statement(Scope scope) {
        int line = lexer.line();
        return switch (lexer.token()) {
            case IF -> choice(scope, line);
            case WHILE -> whileLoop(scope, line);
            case DO -> {
                lexer.next();
                Statement block = block(scope);
                match(Token.END, Token.DO, line);
                yield block;
            }
            case FOR -> forLoop(scope, line);
            case REPEAT -> repeat(scope, line);
            case FUNCTION -> function(scope, line);
            case LOCAL -> {
                lexer.next();
                yield accept(Token.FUNCTION) ? localFunction(scope) : local(scope);
            }
            case RETURN -> returns(scope);
            case BREAK -> {
                lexer.next();
                if (!scope.isInLoop()) {
                    throw lexer.errorWithoutWord("no loop to break near '" + lexer.nearText() + "'");
                }
                yield Blocks.LEAVE;
            }
            default -> expressionStatement(scope);
        };
    }

    private Statement choice(Scope scope, int line) {
        List<Expression> conditions = new ArrayList<>();
        List<Statement> blocks = new ArrayList<>();
        do {
            lexer.next();
            conditions.add(expressions.expression(scope));
            expect(Token.THEN);
            blocks.add(block(scope));
        } while (lexer.token() == Token.ELSEIF);
        Statement otherwise = Blocks.EMPTY;
        if (accept(Token.ELSE)) {
            otherwise = block(scope);
        }
        match(Token.END, Token.IF, line);
        return new Blocks.Choice(conditions.toArray(new Expression[0]), blocks.toArray(new Statement[0]), otherwise);
    }

    private Statement whileLoop(Scope scope, int line) {
        lexer.next();
        Expression condition = expressions.expression(scope);
        expect(Token.DO);
        Statement body = loopBody(scope);
        match(Token.END, Token.WHILE, line);
        return new Loops.While(condition, body, place.state());
    }

    private Statement loopBody(Scope scope) {
        scope.enterLoop();
        Statement body = block(scope);
        scope.leaveLoop();
        return body;
    }

    private Statement repeat(Scope scope, int line) {
        lexer.next();
        int mark = scope.mark();
        scope.enterLoop();
        Statement body = openBlock(scope);
        scope.leaveLoop();
        match(Token.UNTIL, Token.REPEAT, line);
        Expression condition = expressions.expression(scope);
        scope.leave(mark);
        return new Loops.Repeat(body, condition, place.state());
    }

    private Statement forLoop(Scope scope, int line) {
        lexer.next();
        LuaString name = name();
        return switch (lexer.token()) {
            case ASSIGN -> numericFor(scope, name, line);
            case COMMA, IN -> genericFor(scope, name, line);
            default -> throw lexer.error("'=' or 'in' expected");
        };
    }

    private Statement numericFor(Scope scope, LuaString name, int line) {
        lexer.next();
        Expression from = expressions.expression(scope);
        expect(Token.COMMA);
        Expression to = expressions.expression(scope);
        Expression step = new Constant(1.0);
        if (accept(Token.COMMA)) {
            step = expressions.expression(scope);
        }
        expect(Token.DO);
        int mark = scope.mark();
        Local variable = scope.create(name, 0, lexer);
        scope.activate(variable);
        Statement body = loopBody(scope);
        scope.leave(mark);
        match(Token.END, Token.FOR, line);
        return new Loops.Numeric(variable, from, to, step, body, place.at(line));
    }

    private Statement genericFor(Scope scope, LuaString first, int line) {
        List<LuaString> names = new ArrayList<>(List.of(first));
        while (accept(Token.COMMA)) {
            names.add(name());
        }
        expect(Token.IN);
        int callLine = lexer.line();
        Expression[] values = expressions.list(scope);
        expect(Token.DO);
        int mark = scope.mark();
        Local[] variables = declare(names, scope);
        Statement body = loopBody(scope);
        scope.leave(mark);
        match(Token.END, Token.FOR, line);
        return new Loops.Generic(variables, values, body, place.at(callLine));
    }

    private Local[] declare(List<LuaString> names, Scope scope) {
        Local[] locals = new Local[names.size()];
        for (int i = 0; i < locals.length; i++) {
            locals[i] = scope.create(names.get(i), i, lexer);
        }
        for (Local each : locals) {
            scope.activate(each);
        }
        return locals;
    }

    private Statement function(Scope scope, int line) {
        lexer.next();
        Expression target = expressions.variable(scope, name());
        boolean method = false;
        while (lexer.token() == Token.DOT || lexer.token() == Token.COLON) {
            method = lexer.token() == Token.COLON;
            lexer.next();
            target = new Tables.Field(target, name(), place.at(line));
            if (method) {
                break;
            }
        }
        Expression body = functionBody(scope, method, line);
        if (target instanceof Target assigned) {
            return assigned.assign(body);
        }
        throw lexer.error("syntax error");
    }

    private Statement localFunction(Scope scope) {
        Local local = scope.create(name(), 0, lexer);
        scope.activate(local);
        return new Blocks.DeclareFunction(local, functionBody(scope, false, lexer.line()));
    }

    private Statement local(Scope scope) {
        List<LuaString> names = new ArrayList<>();
        do {
            names.add(name());
        } while (accept(Token.COMMA));
        Expression[] values = accept(Token.ASSIGN) ? expressions.list(scope) : new Expression[0];
        Local[] locals = declare(names, scope);
        if (locals.length == 1 && values.length == 1) {
            return new Blocks.DeclareOne(locals[0], values[0]);
        }
        return new Blocks.Declare(locals, values);
    }

    private Statement returns(Scope scope) {
        lexer.next();
        boolean nothing = endsBlock(lexer.token()) || lexer.token() == Token.SEMICOLON;
        return new Blocks.Return(nothing ? new Expression[0] : expressions.list(scope));
    }

    private Statement expressionStatement(Scope scope) {
        Expression first = expressions.suffixed(scope);
        if (first instanceof Calls.Call || first instanceof Calls.MethodCall) {
            return new Calls.CallStatement(first);
        }
        List<Target> targets = new ArrayList<>(List.of(target(first)));
        while (accept(Token.COMMA)) {
            targets.add(target(expressions.suffixed(scope)));
        }
        expect(Token.ASSIGN);
        Expression[] values = expressions.list(scope);
        if (targets.size() == 1 && values.length == 1) {
            return targets.get(0).assign(values[0]);
        }
        List<Target> plain = targets.stream()
                .map(each -> each instanceof Tables.Field field ? field.asIndex() : each)
                .toList();
        return new Blocks.AssignMany(plain.toArray(new Target[0]), values);
    }

    private Target target(Expression expression) {
        if (expression instanceof Target target) {
            return target;
        }
        throw lexer.error("syntax error");
    }

    /** {@code (a, b, ...) ... end}, of which the word {@code function} has been read. */
    Expression functionBody(Scope outer, boolean method, int line) {
        Prototype prototype = new Prototype(line);
        Scope scope = new Scope(outer, prototype);
        List<Local> parameters = new ArrayList<>();
        if (method) {
            parameters.add(parameter(SELF, scope));
        }
        expect(Token.OPEN_PAREN);
        while (lexer.token() != Token.CLOSE_PAREN && !prototype.takesSurplus) {
            if (accept(Token.DOTS)) {
                prototype.takesSurplus = true;
                prototype.hasArgTable = true;
            } else if (lexer.token() == Token.NAME) {
                parameters.add(parameter(name(), scope));
            } else {
                throw lexer.error("<name> or '...' expected");
            }
            if (!prototype.takesSurplus && !accept(Token.COMMA)) {
                break;
            }
        }
        prototype.parameters = parameters.size();
        if (prototype.takesSurplus) {
            parameters.add(parameter(ARG, scope));
        }
        expect(Token.CLOSE_PAREN);
        prototype.body = block(scope);
        match(Token.END, Token.FUNCTION, line);
        scope.close(parameters);
        return new Closure.Maker(prototype, place.state());
    }

    private Local parameter(LuaString name, Scope scope) {
        Local local = scope.create(name, 0, lexer);
        scope.activate(local);
        return local;
    }

    LuaString name() {
        if (lexer.token() != Token.NAME) {
            throw lexer.error("'<name>' expected");
        }
        LuaString name = lexer.text();
        lexer.next();
        return name;
    }

    /** Passes over a word if it is there. */
    boolean accept(Token token) {
        if (lexer.token() == token) {
            lexer.next();
            return true;
        }
        return false;
    }

    void expect(Token token) {
        if (!accept(token)) {
            throw lexer.error("'" + token.text() + "' expected");
        }
    }

    /** Passes over the word that closes what {@code opened} opened at {@code line}. */
    void match(Token token, Token opened, int line) {
        if (accept(token)) {
            return;
        }
        throw line == lexer.line()
                ? lexer.error("'" + token.text() + "' expected")
                : lexer.error(
                        "'" + token.text() + "' expected (to close '" + opened.text() + "' at line " + line + ")");
    }
}
