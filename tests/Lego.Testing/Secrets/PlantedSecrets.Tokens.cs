namespace Lego.Testing.Secrets;

public static partial class PlantedSecrets
{
    private static IEnumerable<PlantedSecret> ServiceTokens =>
    [
        new("Bearer header", "Authorization: Bearer br1ckt0wer", "br1ckt0wer"),
        new("Bearer header, only letters", "authorization: bearer abcdefgh", "abcdefgh"),
        new("Bearer, loose", "sent Bearer mF9B5f41JqMQ to the service", "mF9B5f41JqMQ"),
        new("Basic header", "Authorization: Basic bGVnbzpicmljaw==", "bGVnbzpicmljaw"),
        new("Basic, loose", "with Basic bGVnbzpicmljaw==.", "bGVnbzpicmljaw"),
        new("Header in JSON", "{\"Authorization\":[\"Bearer br1ckt0wer\"]}", "br1ckt0wer"),
        new("Digest header", "Authorization: Digest username=\"lego\", response=\"6629fae49393\"", "6629fae49393"),
        new("Cookie header", "Cookie: theme=dark; sid=br1ckt0wer", "br1ckt0wer"),
        new("Set-Cookie header", "Set-Cookie: sid=br1ckt0wer; HttpOnly", "br1ckt0wer"),
        new("API key header", "X-Api-Key: br1ckt0wer", "br1ckt0wer"),
        new("JWT", "token " + Jwt + " expired", Jwt),
        new("JWT without signature", "id (" + "eyJ" + "hbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.)", "eyJzdWIiOiJib2IifQ"),
        new("JWT payload", "'" + Jwt + "'", "eyJzdWIiOiJib2IifQ"),
        new("JWE", "eyJ" + "hbGciOiJSU0EifQ.OKOawDo13g.48V1_ALb6US0.5eym8TW_c8SuK.XFBoMYUZodet", "XFBoMYUZodet"),
        new("GitHub", "remote: gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a", "16C7e42F292c6912E7710c838347Ae178B4a"),
        new("GitHub, fine-grained", "github" + "_pat_11ABCDEFG0abcdefghijkl_mnop", "11ABCDEFG0abcdefghijkl"),
        new("GitLab", "glpat" + "-A1b2C3d4E5f6G7h8I9j0", "A1b2C3d4E5f6G7h8I9j0"),
        new("Slack", "xox" + "b-123456789012-AbCdEfGhIjKl", "123456789012-AbCdEfGhIjKl"),
        new("Slack hook", "POST https://hooks.slack.com/services/" + "T00000000/B00000000/aXbXcXdX", "aXbXcXdX"),
        new("Stripe", "sk" + "_live_4eC39HqLyjWDarjtT1zdp7dc", "4eC39HqLyjWDarjtT1zdp7dc"),
        new("Model provider", "Incorrect API key provided: sk" + "-proj-Ab12Cd34Ef56Gh78Ij90", "Ab12Cd34Ef56Gh78Ij90"),
        new("Google key", "AI" + "zaSyA1B2C3D4E5F6G7H8I9J0K1L2M3N4O5P6Q", "SyA1B2C3D4E5F6G7H8I9J0K1L2M3N4O5P6Q"),
        new("Google access", "ya29" + ".a0AfH6SMBx1y2z3A4B5C6D7E8F9", "a0AfH6SMBx1y2z3A4B5C6D7E8F9"),
        new("npm", "npm" + "_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"),
        new("Grafana", "gl" + "sa_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6_a1b2c3d4", "A1b2C3d4E5f6G7h8I9j0"),
        new("Bot", "GET /bot123456789" + ":AAF3xYz-9Qw8Er7Ty6Ui5Op4As3Df2Gh1Jk0/getMe", "F3xYz-9Qw8Er7Ty6Ui5"),
        new("Webhook, base64", "whs" + "ec_MfKQ9r8GKYqrTwjUPD8/ILPZIo2LaLaSw+8x", "ILPZIo2LaLaSw"),
        new("Vault", "hvs" + ".CAESIJ1k2l3m4n5o6p7q8r9s0t", "CAESIJ1k2l3m4n5o6p7q8r9s0t"),
    ];

    private static IEnumerable<PlantedSecret> Labels =>
    [
        new("Password, equals", "login failed, password=br1ckt0wer", "br1ckt0wer"),
        new("Password, colon", "password: br1ckt0wer", "br1ckt0wer"),
        new("Password, colon and no blank", "user:bob,password:br1ckt0wer,x:y", "br1ckt0wer"),
        new("JSON", "{\"user\":\"bob\",\"password\":\"br1ckt0wer\"}", "br1ckt0wer"),
        new("JSON, blanks", "{ \"clientSecret\" : \"br1ck t0wer\" }", "t0wer"),
        new("JSON, quote inside", "{\"password\":\"br1ck\\\"t0wer\"}", "t0wer"),
        new("JSON in a JSON string", "{\"body\":\"{\\\"password\\\":\\\"br1ckt0wer\\\"}\"}", "br1ckt0wer"),
        new("JSON number", "{\"secret\":8675309}", "8675309"),
        new("JSON object", "{\"credentials\":{\"user\":\"bob\",\"pass\":\"br1ckt0wer\"}}", "br1ckt0wer"),
        new("JSON, cut", "{\"password\":\"br1ckt0w", "br1ckt0w"),
        new("JSON, escapes of .NET", "{\"body\":\"{\\u0022password\\u0022:\\u0022br1ckt0wer\\u0022}\"}", "br1ckt0wer"),
        new("JSON in JSON, escapes of .NET", "{\"body\":\"{\\\\u0022password\\\\u0022:\\\\u0022br1ckt0wer\\\\u0022}\"}", "br1ckt0wer"),
        new("JSON in XML", "<Message>{&quot;password&quot;:&quot;br1ckt0wer&quot;}</Message>", "br1ckt0wer"),
        new("Attribute in XML", "&lt;add password=&#39;br1ckt0wer&#39; user=&#39;bob&#39;/&gt;", "br1ckt0wer"),
        new("URL, escaped slashes", "{\"url\":\"https:\\/\\/lego:br1ckt0wer@db.internal\\/x\"}", "br1ckt0wer"),
        new("YAML", "db:\n  password: \"br1ck t0wer\"\n  host: db", "t0wer"),
        new("Environment", "API_KEY=br1ckt0wer\nMODE=fast", "br1ckt0wer"),
        new("Configuration key", "Auth:Google:ClientSecret=br1ckt0wer", "br1ckt0wer"),
        new("Properties", "spring.datasource.password=br1ckt0wer", "br1ckt0wer"),
        new("Form", "grant_type=password&username=bob&password=br1ckt0wer&scope=x", "br1ckt0wer"),
        new("Element", "<user><password>br1ckt0wer</password></user>", "br1ckt0wer"),
        new("Attribute", "<add password='br1ckt0wer' user='bob'/>", "br1ckt0wer"),
        new("Option", "tool --password br1ckt0wer --verbose", "br1ckt0wer"),
        new("Option with equals", "tool --api-key=br1ckt0wer", "br1ckt0wer"),
        new("Two words", "Your API key: br1ckt0wer", "br1ckt0wer"),
        new("Record", "Login { User = bob, Password = br1ckt0wer }", "br1ckt0wer"),
        new("Refresh token", "refresh_token=br1ckt0wer", "br1ckt0wer"),
    ];

    private static IEnumerable<PlantedSecret> Personal =>
    [
        new("Mail address", "User bob.builder@example.com not found", "bob.builder@example.com"),
        new("Mail address, tag", "<bob+lego@mail.example.co.uk>", "bob+lego@mail.example.co.uk"),
        new("Mail address, end of sentence", "Sent to bob@example.org.", "bob@example.org"),
        new("Mail address, escaped", "/users?mail=bob%40example.com", "bob%40example.com"),
        new("Mail address, other letters", "Für jürgen@büro.example gesperrt", "jürgen@büro.example"),
        new("Card", "card 4111111111111111 refused", "4111111111111111"),
        new("Card, blanks", "card 5555 5555 5555 4444 refused", "5555 5555 5555 4444"),
        new("Card, hyphens", "card 4012-8888-8888-1881.", "4012-8888-8888-1881"),
        new("Card, before a number", "card 5555 5555 5555 4444 12 times", "5555 5555 5555 4444"),
        new("Card, fifteen digits", "amex 3782 822463 10005", "3782 822463 10005"),
    ];

    private static IEnumerable<PlantedSecret> Sql =>
    [
        new("SQL, comparison", "SELECT * FROM users WHERE name = 'Bob Builder'", "Bob Builder"),
        new("SQL, lower case", "error in: select id from users where name='Bob Builder'", "Bob Builder"),
        new("SQL, insert", "INSERT INTO moc (id, title) VALUES (1, 'Castle of Bob')", "Castle of Bob"),
        new("SQL, second literal", "UPDATE moc SET title = 'a', author='Bob Builder' WHERE id = 1", "Bob Builder"),
        new("SQL, doubled quote", "DELETE FROM moc WHERE title = 'Bob''s castle'", "s castle"),
        new("SQL, escapes", "SELECT 1 FROM t WHERE a = E'Bob\\'s castle'", "s castle"),
        new("SQL, pattern", "SELECT 1 FROM t WHERE a ILIKE '%castle%'", "castle"),
        new("SQL, dollars", "SELECT $body$Bob Builder$body$ FROM t", "Bob Builder"),
        new("SQL, cut", "SELECT 1 FROM t WHERE a = 'Bob Buil", "Bob Buil"),
        new("SQL, password", "ALTER ROLE lego WITH PASSWORD 'br1ckt0wer'", "br1ckt0wer"),
        new("Postgres, key", "Key (title)=(Castle of Bob) already exists.", "Castle of Bob"),
        new("Postgres, keys", "Key (user_id, title)=(u1, Castle (of Bob)) already exists.", "of Bob"),
        new("Postgres, reference", "Key (album_id)=(Castle of Bob) is not present in table \"album\".", "Castle of Bob"),
        new("Postgres, two lines", "Key (note)=(Castle\nof Bob) already exists.", "of Bob"),
        new("Postgres, row", "Failing row contains (1, Castle of Bob, null).", "Castle of Bob"),
        new("Postgres, detail", "23505: duplicate key\n\nDETAIL: The castle of Bob", "castle of Bob"),
        new("Postgres, detail line", "Exception data:\n    Severity: ERROR\n    Detail: The castle of Bob", "castle of Bob"),
        new("Postgres, input", "22P02: invalid input syntax for type uuid: \"castle of Bob\"", "castle of Bob"),
        new("Postgres, near", "42601: syntax error at or near \"Castle\"", "Castle"),
    ];
}
