namespace HtxCancel.Tests.Htx;

public sealed class HtxCodeTests
{
    public static TheoryData<int, string> Codes()
    {
        var rows = new TheoryData<int, string>();
        void Add(HtxCodeClass expected, params int[] codes)
        {
            foreach (var code in codes)
            {
                rows.Add(code, expected.ToString());
            }
        }

        Add(HtxCodeClass.Nothing, 1051);
        Add(HtxCodeClass.Gone, 1017, 1061, 1071);
        Add(HtxCodeClass.Filled, 1063);
        Add(HtxCodeClass.InProgress, 1062, 1408);
        Add(HtxCodeClass.Retry, 1000, 1001, 1002, 1003, 1004, 1005, 1032, 1046, 1083, 1084, 1108, 1440);
        Add(HtxCodeClass.Blocked, 1056, 1057, 1058, 1059, 1060, 1077, 1078, 1079, 1080, 1411, 1431);
        Add(HtxCodeClass.Moved, 1066, 1510, 2011, 2012, 2013, 2014, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 6002, 6023);
        Add(HtxCodeClass.Fatal, 1013, 1014, 1332, 1030, 1029, 1031, 1035, 1036, 1067, 1347, 1010, 1011, 1012, 1018, 1220, 1228);
        Add(HtxCodeClass.Fatal, 1109, 1110, 1113, 1115, 1254, 1227, 1200, 1205, 1224, 1401, 1350, 50002, 1253, 403, 1480, 1088);
        Add(HtxCodeClass.Fatal, 12001, 12002, 12003, 12004, 12005, 12006, 12007, 12008, 12009);
        Add(HtxCodeClass.Unknown, 0, -1, 1, 404, 500, 999, 1007, 1039, 1047, 1048, 1049, 1052, 1064, 2010, 2015, 3999, 4010, 6003, 12000, 12010, 99999);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_its_class(int code, string expected) => Assert.Equal(expected, HtxCode.Classify(code).ToString());

    [Theory]
    [InlineData(403, true)]
    [InlineData(1253, true)]
    [InlineData(12001, true)]
    [InlineData(12009, true)]
    [InlineData(12000, false)]
    [InlineData(12010, false)]
    [InlineData(1205, false)]
    [InlineData(1051, false)]
    public void Only_the_authentication_family_is_asked_again(int code, bool expected) => Assert.Equal(expected, HtxCode.IsAuthentication(code));
}
