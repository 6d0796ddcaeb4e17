package dev.vermilion.engine.scripting.lua;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of words of a Lua text. */
enum Token {
    AND("and"),
    BREAK("break"),
    DO("do"),
    ELSE("else"),
    ELSEIF("elseif"),
    END("end"),
    FALSE("false"),
    FOR("for"),
    FUNCTION("function"),
    IF("if"),
    IN("in"),
    LOCAL("local"),
    NIL("nil"),
    NOT("not"),
    OR("or"),
    REPEAT("repeat"),
    RETURN("return"),
    THEN("then"),
    TRUE("true"),
    UNTIL("until"),
    WHILE("while"),
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDE("/"),
    MODULO("%"),
    POWER("^"),
    LENGTH("#"),
    EQUAL("=="),
    NOT_EQUAL("~="),
    LESS_EQUAL("<="),
    GREATER_EQUAL(">="),
    LESS("<"),
    GREATER(">"),
    ASSIGN("="),
    OPEN_PAREN("("),
    CLOSE_PAREN(")"),
    OPEN_BRACE("{"),
    CLOSE_BRACE("}"),
    OPEN_BRACKET("["),
    CLOSE_BRACKET("]"),
    SEMICOLON(";"),
    COLON(":"),
    COMMA(","),
    DOT("."),
    CONCAT(".."),
    DOTS("..."),
    NAME("<name>"),
    STRING("<string>"),
    NUMBER("<number>"),
    END_OF_TEXT("<eof>");

    private static final Map<String, Token> RESERVED = Arrays.stream(values())
            .filter(each -> each.text.matches("[a-z]+"))
            .collect(Collectors.toUnmodifiableMap(each -> each.text, each -> each));

    private final String text;

    Token(String text) {
        this.text = text;
    }

    /** How it is written, or what stands for it in a message. */
    String text() {
        return text;
    }

    /** The reserved word, or null if {@code word} is a name. */
    static @Nullable Token reserved(String word) {
        return RESERVED.get(word);
    }
}
