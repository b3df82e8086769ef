/// What titles are made of: to do, what, of what, when or where.
enum Words {
  /// The lists, one for each place of a title.
  static let lists = [
    verbs, things, owners, rests,
  ].map { $0.split(separator: ",").map(String.init) }

  private static let verbs = """
    call,write,order,repair,clean,plan,review,book,cancel,renew,pay,send,sort,test,measure,paint,buy,\
    return,print,scan,translate,back up,archive,prepare,schedule,update,draft,fix,check,discuss,sell,\
    collect,deliver,water,feed,sign,compare,install,remove,move
    """

  private static let things = """
    the invoice,the tax form,the kitchen tap,the bicycle,the passport,the flight,the contract,\
    the slides,the database,the dentist,the roses,the dishwasher,the birthday cake,the newsletter,\
    the insurance,the guest room,the login page,the printer,the car tyres,the heating,the library book,\
    the report,the school trip,the budget,the server,the garden fence,the piano lesson,the release notes,\
    the photo album,the parcel,the visa,the meeting room,the old phone,the fire alarm,the cat,\
    the hiking boots,the concert tickets,the interview,the survey,the hotel,the mortgage,the spare key,\
    the translation,the medicine,the curtains,the bug list,the speech,the wedding present,the bank card,\
    the winter coat
    """

  private static let owners = """
    of Anna,of the office,for grandma,of the club,for the neighbours,of the Berlin team,for Tom,\
    of the choir,for the landlord,of the new customer,for my sister,of the school,for the workshop,\
    of the second floor,for the conference
    """

  private static let rests = """
    before the holidays,this week,again,by phone,online,together with Paul,in the morning,after work,\
    at the town hall,with the new supplier,for next year,as soon as possible,on the way home,in English,\
    without fail,before it rains,at the weekend,in the shared folder,with photos,for the auditors
    """
}
