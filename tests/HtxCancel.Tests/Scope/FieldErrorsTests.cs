namespace HtxCancel.Tests.Scope;

public sealed class FieldErrorsTests
{
    private readonly FieldErrors _errors = new();

    [Fact]
    public void Nothing_is_wrong_at_first()
    {
        Assert.True(_errors.IsEmpty);
        Assert.Empty(_errors.ByField);
    }

    [Fact]
    public void A_field_keeps_each_message_once_in_the_order_in_which_it_came()
    {
        _errors.Add("offset", "must be open or close");
        _errors.Add("accounts", "names an account twice");
        _errors.Add("accounts", "'off' is switched off");
        _errors.Add("accounts", "names an account twice");

        Assert.False(_errors.IsEmpty);
        Assert.Equal(
            ["accounts: names an account twice, 'off' is switched off", "offset: must be open or close"],
            _errors.ByField.Select(field => $"{field.Key}: {string.Join(", ", field.Value)}"));
    }
}
